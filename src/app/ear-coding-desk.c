/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coding-desk-private.h"

#include <glib/gi18n.h>

#include "ear-agreement-dialog.h"
#include "ear-coding-words.h"
#include "ear-lane-mark.h"
#include "ear-state.h"
#include "ear-terms.h"

G_DEFINE_FINAL_TYPE (EarCodingDesk, ear_coding_desk, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_NEXT,
  SIGNAL_BLIND,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const EarCodingRow *
find_coding (EarCodingDesk *desk, const EarId *id)
{
  for (guint i = 0; i < desk->codings->len; i++)
    {
      if (ear_id_equal (&((EarCodingRow *) desk->codings->pdata[i])->id, id))
        return desk->codings->pdata[i];
    }
  return NULL;
}

static EarId *
id_of_chip (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "coding");
}

static void
chip_clicked_cb (GtkButton *chip, EarCodingDesk *desk)
{
  ear_coding_desk_set_current (desk, id_of_chip (GTK_WIDGET (chip)), TRUE);
}

static void
chip_focus_cb (GtkWidget *chip, GParamSpec *pspec G_GNUC_UNUSED, EarCodingDesk *desk)
{
  if (gtk_widget_has_focus (chip))
    ear_coding_desk_set_current (desk, id_of_chip (chip), FALSE);
}

static void
chip_memo_cb (GtkButton *button, EarCodingDesk *desk)
{
  ear_coding_desk_edit_memo (desk, id_of_chip (GTK_WIDGET (button)));
}

static void
chip_remove_cb (GtkButton *button, EarCodingDesk *desk)
{
  ear_coding_desk_remove (desk, id_of_chip (GTK_WIDGET (button)));
}

static GtkWidget *
new_chip_button (EarCodingDesk *desk, const EarCodingRow *coding, const char *icon, const char *title, GCallback clicked)
{
  GtkWidget *button = icon == NULL ? gtk_button_new () : gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, coding->name);

  g_object_set_data_full (G_OBJECT (button), "coding", g_memdup2 (&coding->id, sizeof (EarId)), g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip-button");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, icon == NULL ? title : name, -1);
  g_signal_connect_object (button, "clicked", clicked, desk, 0);
  return button;
}

/* The chips say in words what the lanes show: each has its lane's mark, and takes the focus. */
static void
add_chip (EarCodingDesk *desk, const EarCodingRow *coding)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *description = ear_coding_describe (coding);
  GtkWidget *button = new_chip_button (desk, coding, NULL, description, G_CALLBACK (chip_clicked_cb));
  GtkWidget *label = gtk_label_new (coding->name);

  gtk_box_append (GTK_BOX (content), ear_lane_mark_new (coding));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), label);
  if (coding->fit == EAR_SPAN_LOST || coding->fit == EAR_SPAN_CHANGED)
    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  g_signal_connect_object (button, "notify::has-focus", G_CALLBACK (chip_focus_cb), desk, 0);
  gtk_widget_add_css_class (chip, "coding-chip");
  gtk_box_append (GTK_BOX (chip), button);
  gtk_box_append (GTK_BOX (chip), new_chip_button (desk, coding, coding->memo == NULL ? "document-edit-symbolic" : "user-available-symbolic",
                                                   coding->memo == NULL ? _ ("Write a memo") : _ ("Read the memo"),
                                                   G_CALLBACK (chip_memo_cb)));
  gtk_box_append (GTK_BOX (chip),
                  new_chip_button (desk, coding, "window-close-symbolic", _ ("Remove"), G_CALLBACK (chip_remove_cb)));
  adw_wrap_box_append (desk->chips, chip);
}

/* A box remembers which of its children had the focus after it is elsewhere: only the window knows where it is now. */
static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void
show_codings (EarCodingDesk *desk)
{
  GtkWidget *child;
  gboolean had_focus = has_focus_inside (GTK_WIDGET (desk->chips)) || has_focus_inside (GTK_WIDGET (desk->suggestions));

  ear_suggestion_box_set_text (desk->suggestions, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (desk->chips))) != NULL)
    adw_wrap_box_remove (desk->chips, child);
  for (guint i = 0; i < desk->codings->len; i++)
    add_chip (desk, desk->codings->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (desk->chips), desk->codings->len > 0);
  ear_lane_view_set_codings (desk->words, desk->codings);
  if (find_coding (desk, &desk->current) == NULL)
    ear_coding_desk_set_current (desk, &EAR_ID_NONE, FALSE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (desk->words));
}

static gpointer
load_codings (EarStore *store, gpointer voice, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_coding_list (store, voice, error);
}

static void
codings_arrived (gpointer data, gpointer result, const GError *error)
{
  EarCodingDesk *desk = data;
  g_autoptr (GPtrArray) rows = result;

  if (error != NULL)
    return;
  for (guint i = rows->len; i > 0 && gtk_toggle_button_get_active (desk->blind_button); i--)
    {
      if (!((EarCodingRow *) rows->pdata[i - 1])->is_own)
        g_ptr_array_remove_index (rows, i - 1);
    }
  g_ptr_array_unref (desk->codings);
  desk->codings = g_steal_pointer (&rows);
  show_codings (desk);
  if (desk->codings->len == 0 && ear_coding_desk_get_voice (desk) != NULL)
    ear_suggestion_box_set_text (desk->suggestions, ear_coding_desk_get_voice (desk)->text);
}

static void
suggestion_cb (EarCodingDesk *desk, const EarId *theme, const char *name)
{
  EarTreeRow row = { .id = *theme, .name = (char *) name };

  ear_coding_desk_code_voice (desk, &row);
}

static void
reload (gpointer data)
{
  EarCodingDesk *desk = data;
  const EarVoice *voice = ear_coding_desk_get_voice (desk);

  if (voice != NULL)
    ear_page_feed_ask (desk->feed, load_codings, g_memdup2 (&voice->id, sizeof (EarId)), g_free, (GDestroyNotify) g_ptr_array_unref,
                       codings_arrived);
}

static void
forget_codings (EarCodingDesk *desk)
{
  g_ptr_array_unref (desk->codings);
  desk->codings = g_ptr_array_new ();
  desk->current = EAR_ID_NONE;
  show_codings (desk);
}

static void
show_voice (EarCodingDesk *desk)
{
  const EarVoice *voice = ear_coding_desk_get_voice (desk);
  g_autofree char *origin = voice == NULL ? NULL : ear_voice_item_get_origin (desk->items->pdata[0]);

  gtk_label_set_text (desk->origin, origin == NULL ? "" : origin);
  if (voice == NULL)
    return;
  if (!ear_id_equal (&desk->shown, &voice->id))
    forget_codings (desk);
  desk->shown = voice->id;
  ear_lane_view_set_text (desk->words, voice->text, voice->language);
  ear_page_feed_refresh (desk->feed);
}

static void
show_items (EarCodingDesk *desk)
{
  guint n = desk->n_selected;
  gboolean one = n == 1;
  g_autofree char *many = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice selected", "%'u voices selected", n), n);

  gtk_label_set_text (desk->many, many);
  gtk_stack_set_visible_child_name (desk->stack, n == 0 ? "none" : one ? "one" : "many");
  gtk_widget_set_visible (GTK_WIDGET (desk->about), one);
  gtk_widget_set_visible (GTK_WIDGET (desk->code_button), one);
  gtk_widget_set_visible (GTK_WIDGET (desk->in_vivo_button), one);
  gtk_widget_set_visible (GTK_WIDGET (desk->theme_button), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (desk->group_button), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (desk->permission_button), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (desk->feelings), n > 0);
  show_voice (desk);
}

/* Where there is little room the keys' help is folded away; the keys themselves always work. */
static void
keys_cb (EarCodingDesk *desk)
{
  gtk_widget_set_visible (GTK_WIDGET (desk->actions),
                          !gtk_widget_get_visible (GTK_WIDGET (desk->keys_button)) || gtk_toggle_button_get_active (desk->keys_button));
}

static void
blind_cb (EarCodingDesk *desk)
{
  ear_state_set_blind (gtk_toggle_button_get_active (desk->blind_button));
  ear_page_feed_refresh (desk->feed);
  g_signal_emit (desk, signals[SIGNAL_BLIND], 0);
}

static void
compare_cb (EarCodingDesk *desk)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (desk->feed);

  if (workbook != NULL)
    adw_dialog_present (ear_agreement_dialog_new (workbook), GTK_WIDGET (desk));
}

static void
next_cb (EarCodingDesk *desk)
{
  g_signal_emit (desk, signals[SIGNAL_NEXT], 0);
}

static void
set_key (GtkButton *button, const char *key, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *cap = gtk_label_new (key), *label = gtk_label_new (text);

  gtk_widget_add_css_class (cap, "desk-key");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (button, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
}

static void
add_permission (GPtrArray *rows, const char *term)
{
  EarTreeRow *row = g_new0 (EarTreeRow, 1);

  row->name = g_strdup (ear_term_label (EAR_TERMS_PERMISSION, term));
  row->slug = g_strdup (term);
  g_ptr_array_add (rows, row);
}

static void
set_narrow (EarCodingDesk *desk, gboolean narrow)
{
  gtk_widget_set_visible (GTK_WIDGET (desk->keys_button), narrow);
  /* The list says it, too. */
  gtk_widget_set_visible (GTK_WIDGET (desk->origin), !narrow);
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (desk->origin)), narrow ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static void
ear_coding_desk_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_NARROW)
    g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (EAR_CODING_DESK (object)->keys_button)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_coding_desk_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_NARROW)
    set_narrow (EAR_CODING_DESK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_coding_desk_dispose (GObject *object)
{
  EarCodingDesk *desk = EAR_CODING_DESK (object);

  g_clear_pointer (&desk->feed, ear_page_feed_free);
  if (desk->ready_handler != 0 && desk->items->len > 0)
    g_clear_signal_handler (&desk->ready_handler, desk->items->pdata[0]);
  if (desk->finder != NULL)
    gtk_widget_unparent (GTK_WIDGET (desk->finder));
  desk->finder = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CODING_DESK);
  G_OBJECT_CLASS (ear_coding_desk_parent_class)->dispose (object);
}

static void
ear_coding_desk_finalize (GObject *object)
{
  EarCodingDesk *desk = EAR_CODING_DESK (object);

  g_clear_pointer (&desk->items, g_ptr_array_unref);
  g_clear_pointer (&desk->rows, ear_voice_rows_unref);
  g_clear_pointer (&desk->ranges, g_array_unref);
  g_clear_pointer (&desk->themes, g_ptr_array_unref);
  g_clear_pointer (&desk->groups, g_ptr_array_unref);
  g_clear_pointer (&desk->permissions, g_ptr_array_unref);
  g_clear_pointer (&desk->codings, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_coding_desk_parent_class)->finalize (object);
}

static void
ear_coding_desk_class_init (EarCodingDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_coding_desk_get_property;
  object_class->set_property = ear_coding_desk_set_property;
  object_class->dispose = ear_coding_desk_dispose;
  object_class->finalize = ear_coding_desk_finalize;
  /**
   * EarCodingDesk:narrow:
   *
   * Whether there is little room: what the keys do is then shown when asked for.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_LANE_VIEW);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  g_type_ensure (EAR_TYPE_SUGGESTION_BOX);
  /**
   * EarCodingDesk::next:
   *
   * The next voice without a theme is wanted.
   */
  signals[SIGNAL_NEXT]
    = g_signal_new ("next", EAR_TYPE_CODING_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * EarCodingDesk::blind:
   *
   * What others coded is hidden, or shown again.
   */
  signals[SIGNAL_BLIND]
    = g_signal_new ("blind", EAR_TYPE_CODING_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-coding-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, origin);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, keys_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, blind_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, compare_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, stack);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, words);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, about);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, chips);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, suggestions);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, status);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, many);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, actions);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, code_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, in_vivo_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, theme_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, group_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, permission_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, next_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, feelings);
  gtk_widget_class_bind_template_child (widget_class, EarCodingDesk, progress);
  gtk_widget_class_bind_template_callback (widget_class, keys_cb);
  gtk_widget_class_bind_template_callback (widget_class, blind_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_cb);
  ear_coding_desk_install_keys (widget_class);
}

static void
ear_coding_desk_init (EarCodingDesk *desk)
{
  desk->items = g_ptr_array_new_with_free_func (g_object_unref);
  desk->codings = g_ptr_array_new ();
  desk->themes = g_ptr_array_new ();
  desk->groups = g_ptr_array_new ();
  desk->permissions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  for (guint i = 0; EAR_TERMS_PERMISSION[i] != NULL; i++)
    add_permission (desk->permissions, EAR_TERMS_PERMISSION[i]);
  gtk_widget_init_template (GTK_WIDGET (desk));
  desk->feed = ear_page_feed_new (GTK_WIDGET (desk), reload);
  desk->finder = EAR_FINDER_POPOVER (ear_finder_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (desk->finder), GTK_WIDGET (desk));
  gtk_toggle_button_set_active (desk->blind_button, ear_state_get_blind ());
  set_key (desk->code_button, "C", _ ("Code the selected words"));
  set_key (desk->in_vivo_button, "V", _ ("In their words"));
  set_key (desk->theme_button, "T", _ ("Theme on the whole voice"));
  set_key (desk->group_button, "G", _ ("Group"));
  set_key (desk->permission_button, "P", _ ("Permission"));
  set_key (desk->next_button, "N", _ ("Next without a theme"));
  gtk_label_set_text (desk->feelings, _ ("1–5 feeling, 0 none"));
  ear_coding_desk_init_keys (desk);
  show_items (desk);
}

void
ear_coding_desk_set_workbook (EarCodingDesk *desk, EarWorkbook *workbook)
{
  ear_page_feed_set_workbook (desk->feed, workbook);
  ear_suggestion_box_set_workbook (desk->suggestions, workbook);
}

static void
select_items (EarCodingDesk *desk, GPtrArray *items)
{
  if (desk->ready_handler != 0 && desk->items->len > 0)
    g_clear_signal_handler (&desk->ready_handler, desk->items->pdata[0]);
  desk->ready_handler = 0;
  g_ptr_array_ref (items);
  g_ptr_array_unref (desk->items);
  desk->items = items;
  if (items->len == 1)
    desk->ready_handler = g_signal_connect_swapped (items->pdata[0], "notify::ready", G_CALLBACK (show_voice), desk);
}

static void
forget_many (EarCodingDesk *desk)
{
  g_clear_pointer (&desk->rows, ear_voice_rows_unref);
  g_clear_pointer (&desk->ranges, g_array_unref);
}

void
ear_coding_desk_set_item (EarCodingDesk *desk, EarVoiceItem *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (item != NULL)
    g_ptr_array_add (items, g_object_ref (item));
  forget_many (desk);
  desk->n_selected = items->len;
  select_items (desk, items);
  show_items (desk);
}

void
ear_coding_desk_set_many (EarCodingDesk *desk, EarVoiceRows *rows, GArray *ranges)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new_with_free_func (g_object_unref);

  ear_voice_rows_ref (rows);
  g_array_ref (ranges);
  forget_many (desk);
  desk->rows = rows;
  desk->ranges = ranges;
  desk->n_selected = 0;
  for (guint i = 0; i < ranges->len; i += 2)
    desk->n_selected += g_array_index (ranges, guint, i + 1);
  select_items (desk, nothing);
  show_items (desk);
}

void
ear_coding_desk_set_choices (EarCodingDesk *desk, GPtrArray *themes, GPtrArray *groups)
{
  g_ptr_array_ref (themes);
  g_ptr_array_ref (groups);
  ear_finder_popover_replace (desk->finder, desk->themes, themes);
  ear_finder_popover_replace (desk->finder, desk->groups, groups);
  g_ptr_array_unref (desk->themes);
  g_ptr_array_unref (desk->groups);
  desk->themes = themes;
  desk->groups = groups;
}

gboolean
ear_coding_desk_get_blind (EarCodingDesk *desk)
{
  return gtk_toggle_button_get_active (desk->blind_button);
}

void
ear_coding_desk_focus_words (EarCodingDesk *desk)
{
  gtk_widget_grab_focus (GTK_WIDGET (desk->words));
}

/* The only voice that is selected, once it is there. */
const EarVoice *
ear_coding_desk_get_voice (EarCodingDesk *desk)
{
  return desk->items->len == 1 ? ear_voice_item_get_voice (desk->items->pdata[0]) : NULL;
}
