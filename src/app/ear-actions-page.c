/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-actions-page.h"

#include <glib/gi18n.h>

#include "ear-action-dialog.h"
#include "ear-action-form.h"
#include "ear-action-rows.h"
#include "ear-choice.h"
#include "ear-coproduction-dialog.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-sheet-work.h"
#include "ear-terms.h"

#define N_FACETS 4

struct _EarActionsPage
{
  AdwBin parent_instance;

  GtkStack *stack, *views;
  GtkToggleButton *ledger_button, *owed_button, *together_button, *overdue_button;
  GtkLabel *summary, *none_passes, *no_log;
  AdwStatusPage *none_yet;
  GtkSearchEntry *search;
  AdwWrapBox *filters;
  GtkDropDown *status_choice, *group_choice, *theme_choice, *priority_choice, *organisation_choice;
  GtkListBox *list, *never_told, *waiting, *ladder, *log;
  AdwPreferencesGroup *ladder_group;
  GtkSpinButton *months;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarLedgerQuery *query;
  EarLedger *ledger; /* what is shown */
  gboolean filling;  /* choosers are being filled: what they notify is no choice */
};

G_DEFINE_FINAL_TYPE (EarActionsPage, ear_actions_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static GtkDropDown *
facet_choice (EarActionsPage *page, guint facet)
{
  GtkDropDown *const choices[N_FACETS]
    = { page->group_choice, page->theme_choice, page->priority_choice, page->organisation_choice };

  return choices[facet];
}

static EarId *
facet_id (EarActionsPage *page, guint facet)
{
  EarId *const ids[N_FACETS] = { &page->query->group, &page->query->theme, &page->query->priority, &page->query->organisation };

  return ids[facet];
}

static void
fill_facet (EarActionsPage *page, guint facet)
{
  static const char *const anything[N_FACETS]
    = { N_ ("Every group"), N_ ("Every theme"), N_ ("Every priority"), N_ ("Every organisation") };
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) any = ear_choice_new (NULL, NULL, _ (anything[facet]), 0);
  const GPtrArray *ends = page->ledger->facets[facet];
  guint place;

  g_list_store_append (choices, any);
  for (guint i = 0; i < ends->len; i++)
    {
      const EarTrailEnd *end = ends->pdata[i];
      g_autoptr (EarChoice) choice = ear_choice_new (&end->id, NULL, end->name, 0);

      g_list_store_append (choices, choice);
    }
  place = ear_choice_find (G_LIST_MODEL (choices), facet_id (page, facet), NULL);
  /* What is asked for stays asked for, though no action answers it. */
  if (place == GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (EarChoice) this_one = ear_choice_new (facet_id (page, facet), NULL, _ ("What you chose"), 0);

      place = g_list_model_get_n_items (G_LIST_MODEL (choices));
      g_list_store_append (choices, this_one);
    }
  gtk_drop_down_set_model (facet_choice (page, facet), G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (facet_choice (page, facet), place);
  gtk_widget_set_visible (GTK_WIDGET (facet_choice (page, facet)), g_list_model_get_n_items (G_LIST_MODEL (choices)) > 1);
}

static void
list_statuses (EarActionsPage *page)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) any = ear_choice_new (NULL, NULL, _ ("However far"), 0);

  g_list_store_append (choices, any);
  for (guint i = 0; EAR_TERMS_STATUS[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice
        = ear_choice_new (NULL, EAR_TERMS_STATUS[i], ear_term_label (EAR_TERMS_STATUS, EAR_TERMS_STATUS[i]), 0);

      g_list_store_append (choices, choice);
    }
  gtk_drop_down_set_model (page->status_choice, G_LIST_MODEL (choices));
}

static void
show_summary (EarActionsPage *page)
{
  guint open = 0, overdue = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < page->ledger->actions->len; i++)
    {
      const EarActionRow *row = page->ledger->actions->pdata[i];

      open += g_strcmp0 (row->status, EAR_STATUS_DONE) != 0 && g_strcmp0 (row->status, EAR_STATUS_WILL_NOT_DO) != 0;
      overdue += row->is_overdue;
    }
  if (gtk_toggle_button_get_active (page->owed_button))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u group never told", "%u groups never told", page->ledger->gaps->never_told->len),
                            page->ledger->gaps->never_told->len);
  else if (gtk_toggle_button_get_active (page->together_button))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u activity", "%u activities", page->ledger->log->len),
                            page->ledger->log->len);
  else if (overdue > 0)
    text = g_strdup_printf (_ ("%u to be done, %u of them overdue"), open, overdue);
  else
    text = g_strdup_printf (_ ("%u to be done"), open);
  gtk_label_set_text (page->summary, text);
}

static void
show_ledger (EarActionsPage *page)
{
  const GPtrArray *actions = page->ledger->actions;

  gtk_list_box_remove_all (page->list);
  for (guint i = 0; i < actions->len; i++)
    gtk_list_box_append (page->list, ear_action_rows_action (actions->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (page->list), actions->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (page->none_passes), actions->len == 0 && page->ledger->has_actions);
  gtk_widget_set_visible (GTK_WIDGET (page->none_yet), !page->ledger->has_actions);
  gtk_widget_set_visible (GTK_WIDGET (page->search), page->ledger->has_actions);
  gtk_widget_set_visible (GTK_WIDGET (page->filters), page->ledger->has_actions);
}

static void
tell_cb (EarActionsPage *page, GtkButton *button)
{
  const EarOwed *owed = g_object_get_data (G_OBJECT (button), "owed");

  ear_window_tell (ear_window_of (GTK_WIDGET (page)), &owed->id, owed->name);
}

static void
answer_cb (EarActionsPage *page, GtkButton *button)
{
  const EarOwed *owed = g_object_get_data (G_OBJECT (button), "owed");
  gboolean is_theme = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind")) == EAR_KIND_THEME;
  const EarActionEnd end = { is_theme ? EAR_KIND_THEME : EAR_KIND_GROUP, owed->id };
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));

  g_array_append_val (ends, end);
  ear_window_answer (ear_window_of (GTK_WIDGET (page)), ends, owed->name);
}

static void
voices_cb (EarActionsPage *page, GtkButton *button)
{
  const EarOwed *owed = g_object_get_data (G_OBJECT (button), "owed");
  EarVoiceFilter filter = { .unanswered_before = page->ledger->before };

  if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind")) == EAR_KIND_THEME)
    filter.theme = &owed->id;
  else if (!ear_id_is_none (&owed->id))
    filter.group = &owed->id;
  ear_window_show_voices (ear_window_of (GTK_WIDGET (page)), &filter);
}

static void
add_button (EarActionsPage *page, GtkWidget *row, const char *label, const char *name, EarKind kind, const EarOwed *owed, GCallback cb)
{
  GtkWidget *button = ear_action_rows_button (row, label, name);

  /* The rows are made anew with the ledger that these stand in. */
  g_object_set_data (G_OBJECT (button), "owed", (gpointer) owed);
  g_object_set_data (G_OBJECT (button), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (button, "clicked", cb, page, G_CONNECT_SWAPPED);
}

/* Who is of no group and spoke of no theme waits, too. */
static void
add_all_waiting (EarActionsPage *page)
{
  const EarOwed *all = page->ledger->gaps->all;
  GtkWidget *row;

  if (all->voices + all->undated == 0)
    {
      gtk_list_box_append (page->waiting, ear_action_rows_note (_ ("No voice has waited that long.")));
      return;
    }
  row = ear_action_rows_owed (all, EAR_KIND_CONTRIBUTION);
  add_button (page, row, _ ("Voices"), _ ("Show all voices that wait"), EAR_KIND_GROUP, all, G_CALLBACK (voices_cb));
  gtk_list_box_append (page->waiting, row);
}

static void
add_waiting (EarActionsPage *page, const GPtrArray *rows, EarKind kind)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const EarOwed *owed = rows->pdata[i];
      GtkWidget *row = ear_action_rows_owed (owed, kind);
      g_autofree char *voices = g_strdup_printf (_ ("Show the voices that wait: %s"), owed->name);
      g_autofree char *answer = g_strdup_printf (_ ("Answer with an action: %s"), owed->name);

      add_button (page, row, _ ("Voices"), voices, kind, owed, G_CALLBACK (voices_cb));
      add_button (page, row, _ ("Answer…"), answer, kind, owed, G_CALLBACK (answer_cb));
      gtk_list_box_append (page->waiting, row);
    }
}

static void
show_owed (EarActionsPage *page)
{
  const GPtrArray *told = page->ledger->gaps->never_told;

  gtk_list_box_remove_all (page->never_told);
  gtk_list_box_remove_all (page->waiting);
  for (guint i = 0; i < told->len; i++)
    {
      const EarOwed *owed = told->pdata[i];
      GtkWidget *row = ear_action_rows_never_told (owed);
      g_autofree char *tell = g_strdup_printf (_ ("Note that they were told: %s"), owed->name);
      g_autofree char *answer = g_strdup_printf (_ ("Answer with an action: %s"), owed->name);

      if (owed->actions > 0)
        add_button (page, row, _ ("Tell…"), tell, EAR_KIND_GROUP, owed, G_CALLBACK (tell_cb));
      else
        add_button (page, row, _ ("Answer…"), answer, EAR_KIND_GROUP, owed, G_CALLBACK (answer_cb));
      gtk_list_box_append (page->never_told, row);
    }
  if (told->len == 0)
    gtk_list_box_append (page->never_told, ear_action_rows_note (_ ("Every group that spoke was told something.")));
  add_all_waiting (page);
  add_waiting (page, page->ledger->gaps->groups, EAR_KIND_GROUP);
  add_waiting (page, page->ledger->gaps->themes, EAR_KIND_THEME);
}

static void
show_together (EarActionsPage *page)
{
  gtk_list_box_remove_all (page->ladder);
  gtk_list_box_remove_all (page->log);
  for (guint i = 0; i < page->ledger->ladder->len; i++)
    gtk_list_box_append (page->ladder, ear_action_rows_ladder (page->ledger->ladder->pdata[i]));
  for (guint i = 0; i < page->ledger->log->len; i++)
    gtk_list_box_append (page->log, ear_action_rows_together (page->ledger->log->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (page->ladder_group), page->ledger->ladder->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (page->log), page->ledger->log->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (page->no_log), page->ledger->log->len == 0);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarActionsPage *page = data;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  gtk_list_box_remove_all (page->never_told);
  gtk_list_box_remove_all (page->waiting);
  g_clear_pointer (&page->ledger, ear_ledger_free);
  page->ledger = result;
  page->filling = TRUE;
  for (guint i = 0; i < N_FACETS; i++)
    fill_facet (page, i);
  page->filling = FALSE;
  show_ledger (page);
  show_owed (page);
  show_together (page);
  show_summary (page);
  gtk_stack_set_visible_child_name (page->stack, "ledger");
}

static void
reload (gpointer data)
{
  EarActionsPage *page = data;

  ear_page_feed_ask (page->feed, ear_ledger_load, ear_ledger_query_copy (page->query), (GDestroyNotify) ear_ledger_query_free,
                     (GDestroyNotify) ear_ledger_free, arrived);
}

static void
filter_cb (EarActionsPage *page)
{
  EarChoice *status = page->filling || page->ledger == NULL ? NULL : ear_choice_get_selected (page->status_choice);

  if (status == NULL)
    return;
  g_set_str (&page->query->status, ear_choice_get_key (status));
  page->query->overdue = gtk_toggle_button_get_active (page->overdue_button);
  for (guint i = 0; i < N_FACETS; i++)
    {
      EarChoice *choice = ear_choice_get_selected (facet_choice (page, i));

      if (choice != NULL)
        *facet_id (page, i) = *ear_choice_get_id (choice);
    }
  ear_page_feed_refresh (page->feed);
}

/* It is told a moment after the last key, when the choosers may be about to show something else. */
static void
search_cb (EarActionsPage *page)
{
  if (page->filling || page->ledger == NULL
      || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (page->search)), page->query->search == NULL ? "" : page->query->search) == 0)
    return;
  g_set_str (&page->query->search, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  ear_page_feed_refresh (page->feed);
}

static void
months_cb (EarActionsPage *page)
{
  page->query->months = (guint) gtk_spin_button_get_value_as_int (page->months);
  if (page->ledger != NULL)
    ear_page_feed_refresh (page->feed);
}

static void
view_cb (EarActionsPage *page)
{
  if (page->ledger == NULL)
    return;
  gtk_stack_set_visible_child_name (page->views, gtk_toggle_button_get_active (page->owed_button)       ? "owed"
                                                 : gtk_toggle_button_get_active (page->together_button) ? "together"
                                                                                                        : "ledger");
  show_summary (page);
}

static void
open_cb (EarActionsPage *page, GtkListBoxRow *row)
{
  const EarId *id = g_object_get_data (G_OBJECT (row), "id");

  adw_dialog_present (ear_action_dialog_new (ear_page_feed_get_workbook (page->feed), id), GTK_WIDGET (page));
}

static void
new_cb (EarActionsPage *page)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));

  ear_window_answer (ear_window_of (GTK_WIDGET (page)), none, NULL);
}

static void
sheet_cb (EarActionsPage *page)
{
  ear_sheet_ask (GTK_WIDGET (page), ear_page_feed_get_workbook (page->feed));
}

static void
log_cb (EarActionsPage *page)
{
  adw_dialog_present (ear_coproduction_dialog_new (ear_page_feed_get_workbook (page->feed), NULL), GTK_WIDGET (page));
}

static void
activity_cb (EarActionsPage *page, GtkListBoxRow *row)
{
  const EarId *id = g_object_get_data (G_OBJECT (row), "id");

  adw_dialog_present (ear_coproduction_dialog_new (ear_page_feed_get_workbook (page->feed), id), GTK_WIDGET (page));
}

static void
again_cb (EarActionsPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static gboolean
find_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarActionsPage *page = EAR_ACTIONS_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  gtk_toggle_button_set_active (page->ledger_button, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static gboolean
new_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (gtk_widget_get_mapped (widget))
    new_cb (EAR_ACTIONS_PAGE (widget));
  return gtk_widget_get_mapped (widget);
}

static gboolean
sheet_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (gtk_widget_get_mapped (widget))
    sheet_cb (EAR_ACTIONS_PAGE (widget));
  return gtk_widget_get_mapped (widget);
}

static void
add_key (GtkEventController *controller, const char *trigger, GtkShortcutFunc func)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (func, NULL, NULL)));
}

static void
ear_actions_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_ACTIONS_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_actions_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    ear_page_feed_set_workbook (EAR_ACTIONS_PAGE (object)->feed, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_actions_page_dispose (GObject *object)
{
  EarActionsPage *page = EAR_ACTIONS_PAGE (object);

  page->filling = TRUE;
  g_clear_pointer (&page->feed, ear_page_feed_free);
  g_clear_pointer (&page->ledger, ear_ledger_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ACTIONS_PAGE);
  g_clear_pointer (&page->query, ear_ledger_query_free);
  G_OBJECT_CLASS (ear_actions_page_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarActionsPage, name)
#define CALLBACK(name) gtk_widget_class_bind_template_callback (widget_class, name)

static void
ear_actions_page_class_init (EarActionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_actions_page_get_property;
  object_class->set_property = ear_actions_page_set_property;
  object_class->dispose = ear_actions_page_dispose;
  properties[PROP_WORKBOOK]
    = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-actions-page.ui");
  BIND (stack);
  BIND (views);
  BIND (ledger_button);
  BIND (owed_button);
  BIND (together_button);
  BIND (overdue_button);
  BIND (summary);
  BIND (none_passes);
  BIND (none_yet);
  BIND (no_log);
  BIND (search);
  BIND (filters);
  BIND (status_choice);
  BIND (group_choice);
  BIND (theme_choice);
  BIND (priority_choice);
  BIND (organisation_choice);
  BIND (list);
  BIND (never_told);
  BIND (waiting);
  BIND (ladder);
  BIND (log);
  BIND (ladder_group);
  BIND (months);
  BIND (failed);
  CALLBACK (new_cb);
  CALLBACK (sheet_cb);
  CALLBACK (view_cb);
  CALLBACK (filter_cb);
  CALLBACK (search_cb);
  CALLBACK (open_cb);
  CALLBACK (months_cb);
  CALLBACK (log_cb);
  CALLBACK (activity_cb);
  CALLBACK (again_cb);
}

static void
ear_actions_page_init (EarActionsPage *page)
{
  const char *const labels[N_FACETS] = { _ ("Group"), _ ("Theme"), _ ("Priority"), _ ("Organisation") };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  page->filling = TRUE;
  page->query = g_new0 (EarLedgerQuery, 1);
  page->query->months = 6;
  gtk_widget_init_template (GTK_WIDGET (page));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  ear_choice_prepare (page->status_choice);
  ear_choice_name (page->status_choice, _ ("How far"));
  for (guint i = 0; i < N_FACETS; i++)
    {
      ear_choice_prepare (facet_choice (page, i));
      ear_choice_name (facet_choice (page, i), labels[i]);
    }
  list_statuses (page);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (controller, "<Control>f", find_key_cb);
  add_key (controller, "<Control>r", new_key_cb);
  add_key (controller, "<Control>p", sheet_key_cb);
  gtk_widget_add_controller (GTK_WIDGET (page), controller);
  page->filling = FALSE;
}

/**
 * ear_actions_page_show:
 * @kind: a theme or a priority
 *
 * Shows the ledger with what answers this alone.
 */
void
ear_actions_page_show (EarActionsPage *page, EarKind kind, const EarId *id)
{
  page->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  gtk_drop_down_set_selected (page->status_choice, 0);
  gtk_toggle_button_set_active (page->overdue_button, FALSE);
  gtk_toggle_button_set_active (page->ledger_button, TRUE);
  page->filling = FALSE;
  g_clear_pointer (&page->query->search, g_free);
  g_clear_pointer (&page->query->status, g_free);
  page->query->overdue = FALSE;
  for (guint i = 0; i < N_FACETS; i++)
    *facet_id (page, i) = EAR_ID_NONE;
  if (kind == EAR_KIND_THEME)
    page->query->theme = *id;
  else if (kind == EAR_KIND_PRIORITY)
    page->query->priority = *id;
  ear_page_feed_refresh (page->feed);
}
