/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-pane.h"

#include <glib/gi18n.h>

#include "ear-merge-history.h"
#include "ear-merge-results.h"
#include "ear-merge-words.h"
#include "ear-merge-work.h"
#include "ear-outside.h"
#include "ear-path.h"
#include "ear-reveal.h"
#include "ear-rows.h"

struct _EarMergePane
{
  AdwBin parent_instance;

  AdwEntryRow *path;
  GtkButton *merge_button;
  GtkButton *choose_button;
  EarProgressBox *progress;
  EarMergeResults *results;
  AdwPasswordEntryRow *passphrase;
  AdwWrapBox *decide_box;
  GtkButton *apply_button;
  GtkButton *cancel_button;
  EarMergeHistory *history;

  EarWorkbook *workbook;
  GCancellable *merging; /* NULL while nothing is going on */
  GStrv paths;           /* (nullable) of the preview on the page */
  GStrv usable;          /* (nullable) those of them that it could use */
  GHashTable *seen;      /* (nullable) what these were then */
  GArray *accept;        /* EarId of devices accepted in it */
  gboolean allow_removals;
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

static void
accept_cb (EarMergePane *pane, const char *device)
{
  EarId id;

  if (!ear_id_parse (device, &id))
    return;
  g_array_append_val (pane->accept, id);
  start (pane, FALSE);
}

static void
allow_cb (EarMergePane *pane)
{
  pane->allow_removals = TRUE;
  start (pane, FALSE);
}

static void
show_busy (EarMergePane *pane, gboolean busy)
{
  gboolean ready = !busy && pane->workbook != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (pane->merge_button), ready);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->choose_button), ready);
  if (!busy)
    ear_progress_box_stop (pane->progress);
}

static void
forget_preview (EarMergePane *pane)
{
  g_clear_pointer (&pane->paths, g_strfreev);
  g_clear_pointer (&pane->usable, g_strfreev);
  g_clear_pointer (&pane->seen, g_hash_table_unref);
  g_array_set_size (pane->accept, 0);
  pane->allow_removals = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (pane->decide_box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (pane->passphrase), "");
}

static gboolean
is_allowed (EarMergePane *pane, const EarMerge *merge)
{
  return merge->n_removals <= EAR_MERGE_MAX_REMOVALS || pane->allow_removals;
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
  ear_button_break_lines (pane->apply_button);
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
show_job (EarMergePane *pane, EarMergeJob *job)
{
  gboolean locked = FALSE;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (pane->results), _ ("Files that cannot be used"));
  for (guint i = 0; i < job->failures->len; i++)
    {
      EarFolderFailure *failure = job->failures->pdata[i];
      g_autofree char *name = ear_outside_file_name (failure->path);

      locked = locked || g_error_matches (failure->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE);
      ear_merge_results_add_failure (pane->results, name, failure->error);
    }
  gtk_widget_set_visible (GTK_WIDGET (pane->passphrase), locked);
  if (locked)
    gtk_widget_grab_focus (GTK_WIDGET (pane->passphrase));
  if (!job->apply && job->merge != NULL)
    {
      g_clear_pointer (&pane->usable, g_strfreev);
      pane->usable = g_strdupv (job->paths);
      g_clear_pointer (&pane->seen, g_hash_table_unref);
      pane->seen = g_hash_table_ref (job->seen);
      offer (pane, job->merge);
    }
  if (job->apply && job->merge->merge != 0)
    ear_merge_history_focus_newest (pane->history);
  if (job->merge != NULL)
    ear_merge_results_take_merge (pane->results, g_steal_pointer (&job->merge), job->apply, pane->allow_removals);
}

static void
fail (EarMergePane *pane, const GError *error)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (pane->results), _ ("What came of it"));
  ear_merge_results_add_failure (pane->results, _ ("Not merged"), error);
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
  ear_merge_results_clear (pane->results);
  if (job == NULL)
    fail (pane, error);
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
  job->seen = apply && pane->seen != NULL ? g_hash_table_ref (pane->seen) : NULL;
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
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  ear_merge_pane_preview_files (pane, (const char *const *) paths);
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
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
  gtk_widget_grab_focus (GTK_WIDGET (pane->path));
}

static void
undone_cb (EarMergePane *pane, const char *account)
{
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (pane->results), _ ("What was taken back"));
  ear_merge_results_add_account (pane->results, _ ("The merge is undone"), account);
  gtk_widget_grab_focus (GTK_WIDGET (pane->path));
}

static void
undo_failed_cb (EarMergePane *pane, const GError *error)
{
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (pane->results), _ ("Merges"));
  ear_merge_results_add_failure (pane->results, _ ("The merge was not undone"), error);
}

/* A preview names what would come in and what would go. It is looked at again where it is still wanted. */
static void
erased_cb (EarMergePane *pane)
{
  if (pane->merging != NULL)
    return;
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
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
  if (pane->workbook == workbook)
    return;
  if (pane->workbook != NULL)
    g_signal_handlers_disconnect_by_func (pane->workbook, erased_cb, pane);
  g_set_object (&pane->workbook, workbook);
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
  ear_merge_history_set_workbook (pane->history, workbook);
  if (workbook != NULL)
    g_signal_connect_object (workbook, "erased", G_CALLBACK (erased_cb), pane, G_CONNECT_SWAPPED);
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
  g_clear_pointer (&pane->seen, g_hash_table_unref);
  g_clear_pointer (&pane->accept, g_array_unref);
  g_clear_object (&pane->merging);
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
  g_type_ensure (EAR_TYPE_MERGE_HISTORY);
  g_type_ensure (EAR_TYPE_MERGE_RESULTS);
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
  gtk_widget_class_bind_template_child (widget_class, EarMergePane, history);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, allow_cb);
  gtk_widget_class_bind_template_callback (widget_class, undone_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
ear_merge_pane_init (EarMergePane *pane)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  pane->accept = g_array_new (FALSE, FALSE, sizeof (EarId));
  gtk_widget_init_template (GTK_WIDGET (pane));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), pane);
  gtk_widget_add_controller (GTK_WIDGET (pane), GTK_EVENT_CONTROLLER (drop));
  show_busy (pane, FALSE);
}

/**
 * ear_merge_pane_preview_files:
 * @paths: (array zero-terminated=1): files on this laptop, as if they had been chosen here
 *
 * Looks at the files together and scrolls to what would come in; a person then merges them or not. Main thread.
 *
 * Returns: whether it looks at them; not while it is busy, without a workbook, or where there is no file.
 */
gboolean
ear_merge_pane_preview_files (EarMergePane *pane, const char *const *paths)
{
  g_return_val_if_fail (EAR_IS_MERGE_PANE (pane), FALSE);
  if (pane->merging != NULL || pane->workbook == NULL || paths == NULL || paths[0] == NULL)
    return FALSE;
  ear_merge_results_clear (pane->results);
  forget_preview (pane);
  pane->paths = g_strdupv ((char **) paths);
  ear_reveal (GTK_WIDGET (pane));
  start (pane, FALSE);
  return TRUE;
}
