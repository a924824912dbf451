/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-page.h"

#include <glib/gi18n.h>

#include "ear-combine-dialog.h"
#include "ear-focus-keeper.h"
#include "ear-look-card.h"
#include "ear-look-decision.h"
#include "ear-look-rest.h"
#include "ear-look-work.h"
#include "ear-page-feed.h"
#include "ear-problem.h"

struct _EarLookPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkBox *disputed;
  GtkLabel *position;
  GtkButton *previous_button;
  GtkButton *next_button;
  EarLookCard *card;
  GtkButton *all_button;
  AdwPreferencesGroup *aside;
  AdwPreferencesGroup *splits;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarLookState *state;  /* (nullable) what is shown */
  guint wanted;         /* position of what is to be shown */
  gboolean takes_focus; /* somebody just came here, or decided something */
  GPtrArray *rows;      /* GtkWidget: those of aside, then of splits */
  guint n_aside_rows;
};

G_DEFINE_FINAL_TYPE (EarLookPage, ear_look_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
clear_rows (EarLookPage *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (i < page->n_aside_rows ? page->aside : page->splits, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  page->n_aside_rows = 0;
}

static gboolean
is_within (EarLookPage *page, AdwPreferencesGroup *group)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (group));
}

/* Whoever works through the rows goes on at the first that is left, and not at the toast. */
static void
show_rest (EarLookPage *page)
{
  gboolean in_splits = is_within (page, page->splits);
  gboolean goes_on = page->takes_focus || in_splits || is_within (page, page->aside);

  page->takes_focus = FALSE;
  clear_rows (page);
  for (guint i = 0; i < page->state->aside->len; i++)
    g_ptr_array_add (page->rows, ear_look_aside_row_new (page->state->aside->pdata[i]));
  page->n_aside_rows = page->rows->len;
  for (guint i = 0; i < page->state->splits->len; i++)
    g_ptr_array_add (page->rows, ear_look_split_row_new (page->state->splits->pdata[i]));
  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_add (i < page->n_aside_rows ? page->aside : page->splits, page->rows->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (page->aside), page->n_aside_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (page->splits), page->rows->len > page->n_aside_rows);
  if (page->rows->len > 0 && goes_on)
    gtk_widget_child_focus (page->rows->pdata[in_splits && page->rows->len > page->n_aside_rows ? page->n_aside_rows : 0],
                            GTK_DIR_TAB_FORWARD);
}

static gboolean
holds_focus (EarLookPage *page)
{
  GtkWidget *focus = ear_focus_get (GTK_WIDGET (page));

  return focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (page));
}

/* What is asked is read aloud, and its first answer has the focus, where that was on the page. */
static void
show_disputed (EarLookPage *page, gboolean is_new)
{
  const EarLookState *state = page->state;
  gboolean focus = page->takes_focus || (is_new && holds_focus (page));
  g_autofree char *position = NULL;
  g_autofree char *words = NULL;

  /* Where nothing is left to ask, the rows below take it. */
  page->takes_focus = page->takes_focus && state->item == NULL;
  gtk_widget_set_visible (GTK_WIDGET (page->disputed), state->item != NULL);
  if (is_new)
    ear_look_card_show (page->card, state->item);
  if (state->item == NULL)
    return;
  /* Translators: which of how many, such as 2 of 7. */
  position = g_strdup_printf (_ ("%'u of %'u"), state->position + 1, state->n);
  gtk_label_set_text (page->position, position);
  gtk_widget_set_sensitive (GTK_WIDGET (page->previous_button), state->position > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (page->next_button), state->position + 1 < state->n);
  gtk_widget_set_visible (GTK_WIDGET (page->all_button), state->n > 1);
  if (!focus)
    return;
  ear_look_card_focus (page->card);
  words = g_strdup_printf ("%s, %s: %s", position, ear_look_kind_label (state->item->kind),
                           ear_look_field_label (state->item->kind, state->item->field));
  gtk_accessible_announce (GTK_ACCESSIBLE (page), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
same_item (const EarLookState *one, const EarLookState *other)
{
  return one != NULL && one->item != NULL && other->item != NULL && g_str_equal (one->item->handle, other->item->handle);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarLookPage *page = data;
  EarLookState *state = result;
  g_autoptr (EarLookState) before = NULL;
  gboolean is_new;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  is_new = !same_item (page->state, state);
  if (!is_new)
    {
      /* The card goes on showing the item it has. */
      EarLookItem *item = state->item;

      state->item = page->state->item;
      page->state->item = item;
    }
  before = g_steal_pointer (&page->state);
  page->state = state;
  page->wanted = state->position;
  gtk_stack_set_visible_child_name (page->stack,
                                    state->n > 0 || state->aside->len > 0 || state->splits->len > 0 ? "list" : "empty");
  show_disputed (page, is_new);
  show_rest (page);
}

static void
reload (gpointer data)
{
  EarLookPage *page = data;

  ear_page_feed_ask (page->feed, ear_look_state_job, g_memdup2 (&page->wanted, sizeof page->wanted), g_free,
                     (GDestroyNotify) ear_look_state_free, arrived);
}

static gboolean
step (EarLookPage *page, gboolean forward)
{
  if (page->state == NULL || page->state->item == NULL
      || (forward ? page->state->position + 1 >= page->state->n : page->state->position == 0))
    return FALSE;
  page->wanted = forward ? page->state->position + 1 : page->state->position - 1;
  ear_page_feed_refresh (page->feed);
  return TRUE;
}

static void
previous_cb (EarLookPage *page)
{
  step (page, FALSE);
}

static void
next_cb (EarLookPage *page)
{
  step (page, TRUE);
}

/* The item goes with the decision; the next one comes when that is written. What could not be written is asked again. */
static void
decide (EarLookPage *page, guint value, const char *text, const char *toast)
{
  EarLookItem *item;

  if (page->state == NULL || page->state->item == NULL)
    return;
  item = g_steal_pointer (&page->state->item);
  page->takes_focus = TRUE;
  ear_look_card_show (page->card, NULL);
  ear_look_decide (ear_window_of (GTK_WIDGET (page)), item, value, text, toast);
  ear_page_feed_refresh (page->feed);
}

static void
combined_cb (EarLookPage *page, const char *text)
{
  decide (page, 0, text, _ ("Combined"));
}

static void
decided_cb (EarLookPage *page, int choice, guint value)
{
  g_autofree char *proposal = NULL;
  AdwDialog *dialog;

  if (choice == EAR_LOOK_CHOICE_KEEP)
    decide (page, value, NULL, _ ("Kept"));
  else if (choice == EAR_LOOK_CHOICE_DISMISS)
    decide (page, 0, NULL, _ ("Dismissed"));
  if (choice != EAR_LOOK_CHOICE_COMBINE)
    return;
  proposal = ear_look_propose (page->state->item);
  dialog = ear_combine_dialog_new (proposal);
  g_signal_connect_object (dialog, "combined", G_CALLBACK (combined_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
all_cb (EarLookPage *page)
{
  ear_look_decide_all (ear_window_of (GTK_WIDGET (page)));
}

static void
exchange_cb (EarLookPage *page)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (page)), "exchange");
}

static void
again_cb (EarLookPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data G_GNUC_UNUSED)
{
  EarLookPage *page = EAR_LOOK_PAGE (widget);
  gint32 key;


  g_variant_get (arguments, "(i)", &key);
  if (!gtk_widget_get_visible (GTK_WIDGET (page->disputed)))
    return FALSE;
  if (key >= '1' && key <= '9')
    return ear_look_card_choose (page->card, EAR_LOOK_CHOICE_KEEP, (guint) (key - '1'));
  if (key == 'n' || key == 'p')
    return step (page, key == 'n');
  return ear_look_card_choose (page->card, key == 'c' ? EAR_LOOK_CHOICE_COMBINE : EAR_LOOK_CHOICE_DISMISS, 0);
}

/* Its keys are for what is asked, so whoever comes here is on it at once. */
static void
map_cb (EarLookPage *page)
{
  page->takes_focus = TRUE;
  ear_page_feed_refresh (page->feed);
}

static void
ear_look_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_LOOK_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_look_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (ear_page_feed_set_workbook (EAR_LOOK_PAGE (object)->feed, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
ear_look_page_dispose (GObject *object)
{
  EarLookPage *page = EAR_LOOK_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  if (page->card != NULL)
    ear_look_card_show (page->card, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_LOOK_PAGE);
  g_clear_pointer (&page->state, ear_look_state_free);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_look_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-look-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, disputed);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, position);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, card);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, aside);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, splits);
  gtk_widget_class_bind_template_child (widget_class, EarLookPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_look_page_class_init (EarLookPageClass *klass)
{
  static const char keys[] = "123456789cdnp";
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_look_page_get_property;
  object_class->set_property = ear_look_page_set_property;
  object_class->dispose = ear_look_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_LOOK_CARD);
  bind_template (widget_class);
  for (const char *key = keys; *key != '\0'; key++)
    gtk_widget_class_add_binding (widget_class, (guint) *key, 0, key_cb, "(i)", (gint32) *key);
}

static void
ear_look_page_init (EarLookPage *page)
{
  page->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (page));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  g_signal_connect (page, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * ear_look_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_look_page_new (void)
{
  return g_object_new (EAR_TYPE_LOOK_PAGE, NULL);
}
