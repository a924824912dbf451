/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-pane.h"

#include <glib/gi18n.h>

#include "ear-merge-words.h"
#include "ear-merge-work.h"
#include "ear-path.h"
#include "ear-reveal.h"

/* So many changes of a file are shown one by one; the counts above them are complete. */
#define MAX_LINES 40

struct _EarMergePane
{
  AdwBin parent_instance;

  AdwEntryRow *path;
  GtkButton *merge_button;
  GtkButton *choose_button;
  EarProgressBox *progress;
  AdwPreferencesGroup *results;
  AdwPasswordEntryRow *passphrase;
  GtkBox *decide_box;
  GtkButton *apply_button;
  GtkButton *cancel_button;
  GtkButton *undo_button;

  EarWorkbook *workbook;
  GCancellable *merging; /* NULL while nothing is going on */
  GStrv paths;           /* (nullable) of the preview on the page */
  GStrv usable;          /* (nullable) those of them that it could use */
  GArray *accept;        /* EarId of devices accepted in it */
  gboolean allow_removals;
  gint64 merge;          /* what can be taken back; 0: nothing */
  GPtrArray *rows; /* GtkWidget, children of results */
};

G_DEFINE_FINAL_TYPE (EarMergePane, ear_merge_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void start (EarMergePane *pane, gboolean apply);

static GtkWidget *
make_line (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
add_result (EarMergePane *pane, GtkWidget *row, const char *title, const char *words)
{
  g_autofree char *both = g_strdup_printf ("%s: %s", title, words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  adw_preferences_group_add (pane->results, row);
  g_ptr_array_add (pane->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (pane->results), TRUE);
  ear_reveal (row);
  gtk_accessible_announce (GTK_ACCESSIBLE (pane), both, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
clear_results (EarMergePane *pane)
{
  for (guint i = 0; i < pane->rows->len; i++)
    adw_preferences_group_remove (pane->results, g_ptr_array_index (pane->rows, i));
  g_ptr_array_set_size (pane->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (pane->results), FALSE);
}

/* What people said first, then what it hangs on. */
static void
add_kinds (AdwExpanderRow *expander, const EarMergeResult *result)
{
  static const EarKind first[] = { EAR_KIND_CONTRIBUTION, EAR_KIND_SESSION, EAR_KIND_PARTICIPANT, EAR_KIND_CODING };
  gboolean done[EAR_N_KINDS] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (first) + EAR_N_KINDS; i++)
    {
      EarKind kind = i < G_N_ELEMENTS (first) ? first[i] : (EarKind) (i - G_N_ELEMENTS (first));
      g_autofree char *words = done[kind] ? NULL : ear_merge_words_of_kind (result, kind);

      done[kind] = TRUE;
      if (words != NULL)
        adw_expander_row_add_row (expander, make_line (ear_merge_words_kind (kind), words));
    }
}

static void
add_icon (AdwExpanderRow *expander, const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_expander_row_add_prefix (expander, image);
}

/* What is lost or disputed first, then what is new. */
static gboolean
is_weighty (const EarMergeChange *change)
{
  return change->conflict || change->removes_others || change->outcome == EAR_OUTCOME_DELETED
         || change->outcome == EAR_OUTCOME_ERASED;
}

static void
add_changes (AdwExpanderRow *expander, const EarMergeFile *file)
{
  guint n = 0;

  for (guint i = 0; i < 2 * file->changes->len && n < MAX_LINES; i++)
    {
      const EarMergeChange *change = file->changes->pdata[i % file->changes->len];
      g_autofree char *words = NULL;

      if (is_weighty (change) != (i < file->changes->len))
        continue;
      words = ear_merge_words_change (change);
      adw_expander_row_add_row (expander, make_line (change->label != NULL ? change->label : _ ("(no words)"), words));
      n++;
    }
}

static void
accept_cb (GtkButton *button, EarMergePane *pane)
{
  const EarId *device = g_object_get_data (G_OBJECT (button), "device");

  g_array_append_val (pane->accept, *device);
  start (pane, FALSE);
}

static void
allow_cb (EarMergePane *pane)
{
  pane->allow_removals = TRUE;
  start (pane, FALSE);
}

static GtkWidget *
make_question (const char *title, const char *subtitle, const char *answer)
{
  GtkWidget *row = make_line (title, subtitle);
  GtkWidget *button = gtk_button_new_with_mnemonic (answer);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), "button", button);
  return row;
}

/* What somebody has to say yes to before it is merged. */
static void
add_questions (EarMergePane *pane, AdwExpanderRow *expander, const EarMergeFile *file)
{
  if (file->sender == EAR_SENDER_NEW)
    {
      g_autofree char *words
        = g_strdup_printf (_ ("Ring them up and compare these words: %s"), file->words == NULL ? "" : file->words);
      GtkWidget *row = make_question (_ ("Is this device theirs?"), words, _ ("_Accept"));
      GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");

      g_object_set_data_full (G_OBJECT (button), "device", g_memdup2 (&file->result.from_device, sizeof (EarId)), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (accept_cb), pane);
      adw_expander_row_add_row (expander, row);
      adw_expander_row_set_expanded (expander, TRUE);
    }
  if (file->n_removals > EAR_MERGE_MAX_REMOVALS && !pane->allow_removals)
    {
      g_autofree char *words = g_strdup_printf (
        ngettext ("It removes %'u record that somebody else wrote. Look at the list below first.",
                  "It removes %'u records that somebody else wrote. Look at the list below first.", file->n_removals),
        file->n_removals);
      GtkWidget *row = make_question (_ ("Should it remove so much?"), words, _ ("A_llow"));

      g_signal_connect_swapped (g_object_get_data (G_OBJECT (row), "button"), "clicked", G_CALLBACK (allow_cb), pane);
      adw_expander_row_add_row (expander, row);
      adw_expander_row_set_expanded (expander, TRUE);
    }
}

static char *
describe_file (const EarMergeFile *file)
{
  g_autofree char *headline = file->known ? g_strdup (_ ("Already here")) : ear_merge_words_headline (&file->result);
  g_autofree char *sender = ear_merge_words_sender (file);
  g_autofree char *conflicts = ear_merge_words_conflicts (&file->result);
  g_autofree char *waiting = ear_merge_words_waiting (file);
  /* Where all of a file waits, there is nothing else to say of it. */
  const char *parts[] = { sender, waiting != NULL && ear_merge_result_total (&file->result, EAR_OUTCOME_ADDED) == 0 ? NULL : headline,
                          conflicts, waiting };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
    }
  return g_string_free (text, FALSE);
}

static void
show_file (EarMergePane *pane, const EarMergeFile *file, gboolean applied)
{
  g_autofree char *words = describe_file (file);
  const char *title = file->result.title != NULL ? file->result.title : file->name;
  gboolean doubtful = file->result.n_conflicts > 0 || file->n_quarantined > 0 || file->sender == EAR_SENDER_NEW;
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 0);
  add_icon (ADW_EXPANDER_ROW (row), doubtful ? "dialog-warning-symbolic" : "object-select-symbolic");
  if (!applied)
    add_questions (pane, ADW_EXPANDER_ROW (row), file);
  add_kinds (ADW_EXPANDER_ROW (row), &file->result);
  add_changes (ADW_EXPANDER_ROW (row), file);
  add_result (pane, row, title, words);
}

static void
show_failure (EarMergePane *pane, const char *title, const GError *error)
{
  const char *words = error->message;
  GtkWidget *row, *image;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = _ ("Stopped. Nothing was changed.");
  row = make_line (title, words);
  image = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  gtk_widget_add_css_class (image, "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  add_result (pane, row, title, words);
}

static void
show_busy (EarMergePane *pane, gboolean busy)
{
  gboolean ready = !busy && pane->workbook != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (pane->merge_button), ready);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->choose_button), ready);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->undo_button), ready);
  if (!busy)
    ear_progress_box_stop (pane->progress);
}

static void
forget_preview (EarMergePane *pane)
{
  g_clear_pointer (&pane->paths, g_strfreev);
  g_clear_pointer (&pane->usable, g_strfreev);
  g_array_set_size (pane->accept, 0);
  pane->allow_removals = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (pane->decide_box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
}

static gboolean
is_allowed (EarMergePane *pane, const EarMerge *merge)
{
  for (guint i = 0; i < merge->files->len; i++)
    {
      if (((EarMergeFile *) merge->files->pdata[i])->n_removals > EAR_MERGE_MAX_REMOVALS && !pane->allow_removals)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_news (const EarMerge *merge)
{
  for (guint i = 0; i < merge->files->len; i++)
    {
      if (!((EarMergeFile *) merge->files->pdata[i])->known)
        return TRUE;
    }
  return FALSE;
}

static void
offer (EarMergePane *pane, const EarMerge *merge)
{
  g_autofree char *label = ear_merge_words_button (merge);

  gtk_button_set_label (pane->apply_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->apply_button), is_allowed (pane, merge));
  gtk_widget_set_visible (GTK_WIDGET (pane->decide_box), is_news (merge));
  if (is_news (merge))
    {
      ear_reveal (GTK_WIDGET (pane->decide_box));
      gtk_widget_grab_focus (GTK_WIDGET (is_allowed (pane, merge) ? pane->apply_button : pane->cancel_button));
    }
}

/* What a merge left for somebody to decide is one step away. */
static void
add_look (EarMergePane *pane, const EarMerge *merge)
{
  g_autofree char *words = ear_merge_words_look (merge);
  GtkWidget *row = words == NULL ? NULL : make_line (words, _ ("Nothing is lost: it waits until somebody decides"));

  if (row == NULL)
    return;
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), "win.show-page::look");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  add_result (pane, row, words, _ ("look at it"));
}

static void
show_job (EarMergePane *pane, EarMergeJob *job)
{
  gboolean locked = FALSE;

  adw_preferences_group_set_title (pane->results, job->apply ? _ ("What came in") : _ ("What would come in"));
  for (guint i = 0; i < job->failures->len; i++)
    {
      EarMergeFailure *failure = job->failures->pdata[i];
      g_autofree char *name = g_filename_display_basename (failure->path);

      locked = locked || g_error_matches (failure->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE);
      show_failure (pane, name, failure->error);
    }
  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), locked);
  for (guint i = 0; job->merge != NULL && i < job->merge->files->len; i++)
    show_file (pane, job->merge->files->pdata[i], job->apply);
  if (job->apply)
    add_look (pane, job->merge);
  if (locked)
    gtk_widget_grab_focus (GTK_WIDGET (pane->passphrase));
  if (!job->apply && job->merge != NULL)
    {
      g_clear_pointer (&pane->usable, g_strfreev);
      pane->usable = g_strdupv (job->paths);
      offer (pane, job->merge);
    }
  if (job->apply && job->merge->merge != 0)
    {
      pane->merge = job->merge->merge;
      gtk_widget_set_visible (GTK_WIDGET (pane->undo_button), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (pane->undo_button));
    }
}

static void
done_cb (GObject *workbook G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergePane) pane = data;
  g_autoptr (GError) error = NULL;
  EarMergeJob *job = ear_merge_job_finish (result, &error);

  if (pane->progress == NULL) /* the pane is gone */
    return;
  g_clear_object (&pane->merging);
  show_busy (pane, FALSE);
  clear_results (pane);
  if (job == NULL)
    show_failure (pane, _ ("Not merged"), error);
  else
    show_job (pane, job);
  if (job == NULL || job->apply)
    forget_preview (pane);
}

/* Looks at the files of the page, or merges them. A file that could not be used last time is looked at again, since
 * the passphrase may be there now; what is merged is what the preview held. */
static void
start (EarMergePane *pane, gboolean apply)
{
  g_autoptr (EarMergeJob) job = NULL;
  g_autoptr (EarProgressShare) share = NULL;
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (pane->passphrase));

  if (pane->merging != NULL || pane->workbook == NULL || pane->paths == NULL)
    return;
  job = ear_merge_job_new (g_strdupv (apply && pane->usable != NULL ? pane->usable : pane->paths));
  job->apply = apply;
  job->allow_removals = pane->allow_removals;
  job->passphrase = *passphrase == '\0' ? NULL : g_strdup (passphrase);
  g_array_append_vals (job->accept, pane->accept->data, pane->accept->len);
  pane->merging = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (pane->decide_box), FALSE);
  show_busy (pane, TRUE);
  share = ear_progress_box_start (pane->progress, apply ? _ ("Merging") : _ ("Looking at what would come in"), pane->merging);
  ear_merge_job_async (pane->workbook, job, share, pane->merging, done_cb, g_object_ref (pane));
}

/* Takes the files, which must be on this laptop, and looks at them. */
static void
look_at (EarMergePane *pane, GListModel *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  guint n = 0;

  if (pane->merging != NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      n += path != NULL;
      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  if (n == 0)
    return;
  clear_results (pane);
  forget_preview (pane);
  pane->paths = g_strv_builder_end (paths);
  start (pane, FALSE);
}

static void
apply_cb (EarMergePane *pane)
{
  start (pane, TRUE);
}

static void
again_cb (EarMergePane *pane)
{
  start (pane, FALSE);
}

static void
cancel_cb (EarMergePane *pane)
{
  clear_results (pane);
  forget_preview (pane);
  gtk_widget_grab_focus (GTK_WIDGET (pane->path));
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergePane) pane = data;
  g_autoptr (GError) error = NULL;
  g_autofree EarMergeUndone *undone = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autofree char *words = NULL;

  if (pane->progress == NULL)
    return;
  g_clear_object (&pane->merging);
  show_busy (pane, FALSE);
  clear_results (pane);
  adw_preferences_group_set_title (pane->results, _ ("What was taken back"));
  if (undone == NULL)
    {
      show_failure (pane, _ ("The merge was not undone"), error);
      return;
    }
  pane->merge = 0;
  gtk_widget_set_visible (GTK_WIDGET (pane->undo_button), FALSE);
  words = g_strdup_printf (_ ("Taken away: %'u. Put back as before: %'u. Edited here since, and kept: %'u. Erased for good: %'u."),
                           undone->n_removed, undone->n_restored, undone->n_kept, undone->n_erased);
  add_result (pane, make_line (_ ("The merge is undone"), words), _ ("The merge is undone"), words);
  gtk_widget_grab_focus (GTK_WIDGET (pane->path));
}

static void
undo_cb (EarMergePane *pane)
{
  g_autoptr (EarProgressShare) share = NULL;

  if (pane->merging != NULL || pane->workbook == NULL || pane->merge == 0)
    return;
  pane->merging = g_cancellable_new ();
  show_busy (pane, TRUE);
  share = ear_progress_box_start (pane->progress, _ ("Undoing the merge"), pane->merging);
  ear_merge_undo_async (pane->workbook, pane->merge, pane->merging, undone_cb, g_object_ref (pane));
}

static gboolean
drop_cb (EarMergePane *pane, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *each = dropped; each != NULL; each = each->next)
    g_list_store_append (files, each->data);
  look_at (pane, G_LIST_MODEL (files));
  return TRUE;
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergePane) pane = data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (files != NULL && pane->progress != NULL)
    look_at (pane, files);
}

static void
choose_cb (EarMergePane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_suffix (filter, "xml");
  gtk_file_filter_set_name (filter, _ ("Earshot files (XML)"));
  gtk_file_dialog_set_title (dialog, _ ("Bring In Partners' Files"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Bring In"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, chosen_cb,
                                 g_object_ref (pane));
}

static void
merge_cb (EarMergePane *pane)
{
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (pane->merging != NULL || pane->workbook == NULL)
    return;
  if (file == NULL)
    {
      choose_cb (pane);
      return;
    }
  g_list_store_append (files, file);
  look_at (pane, G_LIST_MODEL (files));
}

static void
set_workbook (EarMergePane *pane, EarWorkbook *workbook)
{
  if (!g_set_object (&pane->workbook, workbook))
    return;
  clear_results (pane);
  forget_preview (pane);
  pane->merge = 0;
  gtk_widget_set_visible (GTK_WIDGET (pane->undo_button), FALSE);
  show_busy (pane, pane->merging != NULL);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROP_WORKBOOK]);
}

static void
ear_merge_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, EAR_MERGE_PANE (object)->workbook);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_merge_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_MERGE_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_merge_pane_dispose (GObject *object)
{
  EarMergePane *pane = EAR_MERGE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_MERGE_PANE);
  g_clear_object (&pane->workbook);
  g_clear_pointer (&pane->paths, g_strfreev);
  g_clear_pointer (&pane->usable, g_strfreev);
  g_clear_pointer (&pane->accept, g_array_unref);
  g_clear_object (&pane->merging);
  g_clear_pointer (&pane->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_merge_pane_parent_class)->dispose (object);
}

static void
ear_merge_pane_class_init (EarMergePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_merge_pane_get_property;
  object_class->set_property = ear_merge_pane_set_property;
  object_class->dispose = ear_merge_pane_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-merge-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, path);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, merge_button);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, choose_button);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, progress);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, results);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, passphrase);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, decide_box);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, apply_button);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
ear_merge_pane_init (EarMergePane *pane)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  pane->rows = g_ptr_array_new ();
  pane->accept = g_array_new (FALSE, FALSE, sizeof (EarId));
  gtk_widget_init_template (GTK_WIDGET (pane));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), pane);
  gtk_widget_add_controller (GTK_WIDGET (pane), GTK_EVENT_CONTROLLER (drop));
  show_busy (pane, FALSE);
}
