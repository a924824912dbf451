/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paste-dialog.h"

#include <glib/gi18n.h>

#include "ear-capture-parser.h"
#include "ear-feeling.h"
#include "ear-language.h"
#include "ear-paste.h"
#include "ear-problem.h"
#include "ear-spelling.h"
#include "ear-theme-finder.h"

struct _EarPasteDialog
{
  AdwDialog parent_instance;

  GtkButton *add;
  AdwBanner *problem;
  GtkWidget *split_box;
  AdwToggleGroup *split;
  GtkCheckButton *hyphens;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkTextView *editor;

  GListStore *items;  /* EarPasteItem */
  char *page;         /* (nullable) as it came; NULL where only a draft is left of it */
  GPtrArray *themes;  /* (nullable) EarTreeRow */
  gboolean filling;   /* its own doing, not a person's */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EarPasteDialog, ear_paste_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACCEPTED,
  SIGNAL_ONE,
  SIGNAL_GIVEN_UP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
knows_theme (const char *word, gpointer themes)
{
  return ear_theme_find (themes, word) != NULL;
}

static EarPasteItem *
selected_item (EarPasteDialog *dialog)
{
  return gtk_single_selection_get_selected_item (dialog->selection);
}

static void
show_count (EarPasteDialog *dialog)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (dialog->items)); i++)
    {
      g_autoptr (EarPasteItem) item = g_list_model_get_item (G_LIST_MODEL (dialog->items), i);

      n += ear_paste_item_get_wanted (item);
    }
  label = g_strdup_printf (g_dngettext (NULL, "_Add %u Voice", "_Add %u Voices", n), n);
  gtk_button_set_label (dialog->add, label);
  gtk_button_set_use_underline (dialog->add, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->add), n > 0 && !dialog->busy);
}

/* Splitting anew would undo what was done by hand. */
static void
changed (EarPasteDialog *dialog, gboolean by_hand)
{
  if (by_hand)
    gtk_widget_set_sensitive (dialog->split_box, FALSE);
  show_count (dialog);
  g_signal_emit (dialog, signals[SIGNAL_CHANGED], 0);
}

static void
show_selected (EarPasteDialog *dialog)
{
  EarPasteItem *item = selected_item (dialog);
  guint position = gtk_single_selection_get_selected (dialog->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (dialog->items));

  dialog->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (dialog->editor), item == NULL ? "" : ear_paste_item_get_line (item), -1);
  dialog->filling = FALSE;
  gtk_text_view_set_editable (dialog->editor, item != NULL && !dialog->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "paste.join", item != NULL && position + 1 < n && !dialog->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "paste.cut", item != NULL && !dialog->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "paste.leave-out", item != NULL && !dialog->busy);
}

static void
selected_cb (EarPasteDialog *dialog)
{
  if (!dialog->filling)
    show_selected (dialog);
}

static void
edited_cb (EarPasteDialog *dialog)
{
  EarPasteItem *item = selected_item (dialog);
  g_autofree char *text = NULL;
  GtkTextIter start, end;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (dialog->editor);

  if (dialog->filling || item == NULL)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  ear_paste_item_set_line (item, text);
  changed (dialog, TRUE);
}

static void
join_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarPasteDialog *dialog = EAR_PASTE_DIALOG (widget);
  guint position = gtk_single_selection_get_selected (dialog->selection);
  EarPasteItem *item = selected_item (dialog);
  g_autoptr (EarPasteItem) next = g_list_model_get_item (G_LIST_MODEL (dialog->items), position + 1);
  g_autofree char *joined = NULL;

  if (item == NULL || next == NULL)
    return;
  joined = ear_paste_join (ear_paste_item_get_line (item), ear_paste_item_get_line (next));
  ear_paste_item_set_line (item, joined);
  ear_paste_item_set_wanted (item, TRUE);
  g_list_store_remove (dialog->items, position + 1);
  show_selected (dialog);
  changed (dialog, TRUE);
}

static void
cut_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarPasteDialog *dialog = EAR_PASTE_DIALOG (widget);
  guint position = gtk_single_selection_get_selected (dialog->selection);
  EarPasteItem *item = selected_item (dialog);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (dialog->editor);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (EarPasteItem) added = NULL;
  GtkTextIter cursor;
  const char *line;

  if (item == NULL)
    return;
  line = ear_paste_item_get_line (item);
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  if (!ear_paste_cut (line, (gsize) (g_utf8_offset_to_pointer (line, gtk_text_iter_get_offset (&cursor)) - line), &first, &second))
    {
      gtk_widget_grab_focus (GTK_WIDGET (dialog->editor));
      return;
    }
  ear_paste_item_set_line (item, first);
  added = ear_paste_item_new (NULL, second, ear_paste_item_get_wanted (item));
  g_list_store_insert (dialog->items, position + 1, added);
  gtk_single_selection_set_selected (dialog->selection, position + 1);
  changed (dialog, TRUE);
}

static void
leave_out_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarPasteItem *item = selected_item (EAR_PASTE_DIALOG (widget));

  if (item != NULL)
    ear_paste_item_set_wanted (item, !ear_paste_item_get_wanted (item));
}

static void
add_cb (EarPasteDialog *dialog)
{
  if (!dialog->busy)
    g_signal_emit (dialog, signals[SIGNAL_ACCEPTED], 0);
}

static void
one_cb (EarPasteDialog *dialog)
{
  if (!dialog->busy)
    g_signal_emit (dialog, signals[SIGNAL_ONE], 0);
}

static void
close_attempt_cb (EarPasteDialog *dialog)
{
  if (!dialog->busy)
    g_signal_emit (dialog, signals[SIGNAL_GIVEN_UP], 0);
}

static void
edit_cb (EarPasteDialog *dialog)
{
  gtk_widget_grab_focus (GTK_WIDGET (dialog->editor));
}

static void
fill (EarPasteDialog *dialog, GPtrArray *items)
{
  dialog->filling = TRUE;
  g_list_store_splice (dialog->items, 0, g_list_model_get_n_items (G_LIST_MODEL (dialog->items)), items->pdata, items->len);
  dialog->filling = FALSE;
  gtk_single_selection_set_selected (dialog->selection, 0);
  show_selected (dialog);
}

static void
split (EarPasteDialog *dialog, EarPasteSplit by)
{
  g_autoptr (GPtrArray) pieces = ear_paste_split (dialog->page, by);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < pieces->len; i++)
    g_ptr_array_add (items, ear_paste_item_new (NULL, pieces->pdata[i], TRUE));
  fill (dialog, items);
  changed (dialog, FALSE);
}

static void
split_cb (EarPasteDialog *dialog)
{
  gboolean paragraphs = g_strcmp0 (adw_toggle_group_get_active_name (dialog->split), "paragraphs") == 0;

  if (!dialog->filling && dialog->page != NULL)
    split (dialog, (paragraphs ? EAR_PASTE_PARAGRAPHS : EAR_PASTE_LINES)
                     | (gtk_check_button_get_active (dialog->hyphens) ? EAR_PASTE_HYPHEN_BULLETS : 0));
}

/* --- A row: whether it is wanted, how it felt, what was said, and what else was understood. */

typedef struct
{
  GtkCheckButton *wanted;
  GtkLabel *mark, *words, *understood;
  GBinding *binding;
  gulong line_handler, wanted_handler;
} Row;

static Row *
row_of (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (list_item), "row");
}

static void
append_part (GString *line, const char *part)
{
  if (part != NULL)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static char *
spell_rest (EarPasteDialog *dialog, const EarCapture *capture)
{
  g_autoptr (GString) line = g_string_new (NULL);

  append_part (line, capture->speaker);
  append_part (line, capture->feeling == NULL ? NULL : ear_feeling_label (capture->feeling));
  append_part (line, capture->verbatim ? _ ("Exact words") : NULL);
  for (guint i = 0; i < capture->themes->len; i++)
    append_part (line, ear_theme_find (dialog->themes, capture->themes->pdata[i])->name);
  if (capture->text != NULL && capture->original != NULL)
    append_part (line, capture->original);
  if (capture->private_note != NULL)
    {
      g_autofree char *note = g_strdup_printf (_ ("Private note: %s"), capture->private_note);

      append_part (line, note);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
show_row (GtkListItem *list_item)
{
  Row *row = row_of (list_item);
  EarPasteItem *item = gtk_list_item_get_item (list_item);
  EarPasteDialog *dialog = EAR_PASTE_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (row->words), EAR_TYPE_PASTE_DIALOG));
  g_auto (EarCapture) capture = { 0 };
  g_autofree char *rest = NULL, *spoken = NULL;
  const char *words;

  if (item == NULL || dialog == NULL)
    return;
  ear_capture_parse (ear_paste_item_get_line (item), knows_theme, dialog->themes, &capture);
  words = capture.text != NULL ? capture.text : capture.original != NULL ? capture.original : _ ("No words yet");
  rest = spell_rest (dialog, &capture);
  spoken = g_strdup_printf ("%s%s%s%s", ear_paste_item_get_wanted (item) ? "" : _ ("Left out: "), words, *rest == '\0' ? "" : ". ", rest);
  gtk_label_set_text (row->mark, ear_feeling_mark (capture.feeling));
  gtk_label_set_text (row->words, words);
  ear_language_apply (row->words, capture.text == NULL ? capture.original_language : NULL);
  gtk_label_set_text (row->understood, rest);
  gtk_widget_set_visible (GTK_WIDGET (row->understood), *rest != '\0');
  gtk_widget_set_opacity (GTK_WIDGET (row->words), ear_paste_item_get_wanted (item) ? 1 : 0.5);
  gtk_list_item_set_accessible_label (list_item, spoken);
}

static void
setup_cb (EarPasteDialog *dialog G_GNUC_UNUSED, GtkListItem *list_item)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkLabel **labels[] = { &row->words, &row->understood };

  row->wanted = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->wanted), _ ("Becomes a voice"));
  gtk_widget_set_valign (GTK_WIDGET (row->wanted), GTK_ALIGN_START);
  row->mark = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (row->mark), GTK_ALIGN_START);
  gtk_label_set_width_chars (row->mark, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      *labels[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (*labels[i], 0);
      gtk_label_set_wrap (*labels[i], TRUE);
      gtk_label_set_wrap_mode (*labels[i], PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (*labels[i], 4);
      gtk_label_set_ellipsize (*labels[i], PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (column), GTK_WIDGET (*labels[i]));
    }
  gtk_widget_add_css_class (GTK_WIDGET (row->understood), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (row->understood), "caption");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->wanted));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->mark));
  gtk_box_append (GTK_BOX (box), column);
  gtk_list_item_set_child (list_item, box);
  g_object_set_data_full (G_OBJECT (list_item), "row", row, g_free);
}

static void
wanted_cb (GtkListItem *list_item)
{
  EarPasteDialog *dialog
    = EAR_PASTE_DIALOG (gtk_widget_get_ancestor (gtk_list_item_get_child (list_item), EAR_TYPE_PASTE_DIALOG));

  show_row (list_item);
  if (dialog != NULL)
    changed (dialog, FALSE);
}

static void
bind_cb (EarPasteDialog *dialog G_GNUC_UNUSED, GtkListItem *list_item)
{
  Row *row = row_of (list_item);
  EarPasteItem *item = gtk_list_item_get_item (list_item);

  row->binding = g_object_bind_property (item, "wanted", row->wanted, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  row->line_handler = g_signal_connect_swapped (item, "notify::line", G_CALLBACK (show_row), list_item);
  row->wanted_handler = g_signal_connect_swapped (item, "notify::wanted", G_CALLBACK (wanted_cb), list_item);
  show_row (list_item);
}

static void
unbind_cb (EarPasteDialog *dialog G_GNUC_UNUSED, GtkListItem *list_item)
{
  Row *row = row_of (list_item);
  EarPasteItem *item = gtk_list_item_get_item (list_item);

  g_clear_pointer (&row->binding, g_binding_unbind);
  g_clear_signal_handler (&row->line_handler, item);
  g_clear_signal_handler (&row->wanted_handler, item);
}

static void
ear_paste_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PASTE_DIALOG);
  G_OBJECT_CLASS (ear_paste_dialog_parent_class)->dispose (object);
}

static void
ear_paste_dialog_finalize (GObject *object)
{
  EarPasteDialog *dialog = EAR_PASTE_DIALOG (object);

  g_clear_object (&dialog->items);
  g_clear_pointer (&dialog->themes, g_ptr_array_unref);
  g_free (dialog->page);
  G_OBJECT_CLASS (ear_paste_dialog_parent_class)->finalize (object);
}

static void
ear_paste_dialog_class_init (EarPasteDialogClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "accepted", "one", "given-up" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_paste_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_paste_dialog_finalize;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], EAR_TYPE_PASTE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-paste-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, add);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, split_box);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, split);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, hyphens);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, list);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, selection);
  gtk_widget_class_bind_template_child (widget_class, EarPasteDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, one_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_install_action (widget_class, "paste.join", NULL, join_action);
  gtk_widget_class_install_action (widget_class, "paste.cut", NULL, cut_action);
  gtk_widget_class_install_action (widget_class, "paste.leave-out", NULL, leave_out_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK, "paste.join", NULL);
}

static void
add_key (gpointer widget, guint key, GdkModifierType modifiers, const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the text view, for which Ctrl+Enter is a new line. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
  gtk_widget_add_controller (widget, controller);
}

static void
ear_paste_dialog_init (EarPasteDialog *dialog)
{
  dialog->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (dialog));
  ear_spelling_watch (dialog->editor, EAR_SPELLING_LINE);
  dialog->items = g_list_store_new (EAR_TYPE_PASTE_ITEM);
  gtk_single_selection_set_model (dialog->selection, G_LIST_MODEL (dialog->items));
  g_signal_connect_object (gtk_text_view_get_buffer (dialog->editor), "changed", G_CALLBACK (edited_cb), dialog, G_CONNECT_SWAPPED);
  add_key (dialog->list, GDK_KEY_Delete, 0, "paste.leave-out");
  add_key (dialog->editor, GDK_KEY_Return, GDK_CONTROL_MASK, "paste.cut");
  dialog->filling = FALSE;
}

/* Of a page that comes from anywhere: what keeps the pieces of a draft apart must not be in it. */
static char *
clean (const char *page)
{
  char *copy = g_strdup (page);

  for (char *p = copy; *p != '\0'; p++)
    {
      if ((guchar) *p < 0x20 && *p != '\n' && *p != '\r' && *p != '\t')
        *p = ' ';
    }
  return copy;
}

/**
 * ear_paste_dialog_new:
 * @page: what was pasted
 * @themes: (nullable) (element-type EarTreeRow): the themes there are
 *
 * Returns: (transfer floating): the dialog, split as seems best.
 */
EarPasteDialog *
ear_paste_dialog_new (const char *page, GPtrArray *themes)
{
  EarPasteDialog *dialog = g_object_new (EAR_TYPE_PASTE_DIALOG, NULL);
  EarPasteSplit by;

  ear_paste_dialog_set_themes (dialog, themes);
  dialog->page = clean (page);
  by = ear_paste_guess (dialog->page);
  dialog->filling = TRUE;
  adw_toggle_group_set_active_name (dialog->split, (by & EAR_PASTE_PARAGRAPHS) != 0 ? "paragraphs" : "lines");
  gtk_check_button_set_active (dialog->hyphens, (by & EAR_PASTE_HYPHEN_BULLETS) != 0);
  dialog->filling = FALSE;
  split (dialog, by);
  return dialog;
}

/**
 * ear_paste_dialog_new_from_draft:
 * @draft: see ear_paste_items_to_draft()
 *
 * Returns: (transfer floating): the dialog as it was.
 */
EarPasteDialog *
ear_paste_dialog_new_from_draft (const char *draft, GPtrArray *themes)
{
  EarPasteDialog *dialog = g_object_new (EAR_TYPE_PASTE_DIALOG, NULL);
  g_autoptr (GPtrArray) items = ear_paste_items_from_draft (draft);

  ear_paste_dialog_set_themes (dialog, themes);
  gtk_widget_set_visible (dialog->split_box, FALSE);
  fill (dialog, items);
  show_count (dialog);
  return dialog;
}

/**
 * ear_paste_dialog_get_items:
 *
 * Returns: (transfer none): the pieces, EarPasteItem, wanted or not.
 */
GListModel *
ear_paste_dialog_get_items (EarPasteDialog *dialog)
{
  return G_LIST_MODEL (dialog->items);
}

/**
 * ear_paste_dialog_set_themes:
 * @themes: (nullable) (element-type EarTreeRow): the themes there are
 */
void
ear_paste_dialog_set_themes (EarPasteDialog *dialog, GPtrArray *themes)
{
  g_clear_pointer (&dialog->themes, g_ptr_array_unref);
  dialog->themes = themes == NULL ? NULL : g_ptr_array_ref (themes);
}

/**
 * ear_paste_dialog_set_problem:
 * @problem: (nullable): why nothing was added, or why the draft is not on the disk
 */
void
ear_paste_dialog_set_problem (EarPasteDialog *dialog, const char *problem)
{
  ear_problem_show_banner (dialog->problem, problem);
}

/* While the voices are being added nothing changes under way. */
void
ear_paste_dialog_set_busy (EarPasteDialog *dialog, gboolean busy)
{
  dialog->busy = busy;
  show_selected (dialog);
  show_count (dialog);
}
