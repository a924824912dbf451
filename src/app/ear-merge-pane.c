/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-pane.h"

#include <glib/gi18n.h>

#include "ear-merge-words.h"
#include "ear-merge-work.h"
#include "ear-path.h"
#include "ear-reveal.h"

struct _EarMergePane
{
  AdwBin parent_instance;

  AdwEntryRow *path;
  GtkButton *merge_button;
  GtkButton *choose_button;
  EarProgressBox *progress;
  AdwPreferencesGroup *results;

  EarWorkbook *workbook;
  GQueue files; /* GFile still to be brought in */
  GFile *file;  /* being brought in */
  GCancellable *merging;
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

static void merge_next (EarMergePane *pane);

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

static void
show_result (EarMergePane *pane, const EarMergeResult *result)
{
  g_autofree char *name = g_file_get_basename (pane->file);
  g_autofree char *origin = ear_merge_words_origin (result, name);
  g_autofree char *headline = ear_merge_words_headline (result);
  g_autofree char *conflicts = ear_merge_words_conflicts (result);
  g_autofree char *words = conflicts == NULL ? g_strdup (headline) : g_strconcat (headline, "\n", conflicts, NULL);
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), origin);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 0);
  add_icon (ADW_EXPANDER_ROW (row), conflicts == NULL ? "object-select-symbolic" : "dialog-warning-symbolic");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_line (_ ("File"), name));
  add_kinds (ADW_EXPANDER_ROW (row), result);
  add_result (pane, row, origin, words);
}

static void
show_failure (EarMergePane *pane, const GError *error)
{
  g_autofree char *name = g_file_get_basename (pane->file);
  const char *words = error->message;
  GtkWidget *row, *image;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = _ ("Stopped. Nothing of this file came in.");
  row = make_line (name, words);
  image = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  gtk_widget_add_css_class (image, "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  add_result (pane, row, name, words);
}

static void
show_merging (EarMergePane *pane, gboolean merging)
{
  gboolean ready = !merging && pane->workbook != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (pane->merge_button), ready);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->choose_button), ready);
  if (!merging)
    ear_progress_box_stop (pane->progress);
}

static void
merged_cb (GObject *workbook G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergePane) pane = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMergeResult) merged = ear_merge_file_finish (result, &error);

  if (pane->progress == NULL) /* the pane is gone */
    return;
  if (merged != NULL)
    show_result (pane, merged);
  else
    show_failure (pane, error);
  /* Stopping stops the files that wait, too. */
  if (g_cancellable_is_cancelled (pane->merging))
    g_queue_clear_full (&pane->files, g_object_unref);
  merge_next (pane);
}

static void
merge_next (EarMergePane *pane)
{
  g_autoptr (EarProgressShare) share = NULL;
  g_autofree char *name = NULL, *title = NULL;

  g_clear_object (&pane->file);
  g_clear_object (&pane->merging);
  if (g_queue_is_empty (&pane->files) || pane->workbook == NULL)
    {
      g_queue_clear_full (&pane->files, g_object_unref);
      show_merging (pane, FALSE);
      return;
    }
  pane->file = g_queue_pop_head (&pane->files);
  pane->merging = g_cancellable_new ();
  show_merging (pane, TRUE);
  name = g_file_get_basename (pane->file);
  title = g_strdup_printf (_ ("Bringing in %s"), name);
  share = ear_progress_box_start (pane->progress, title, pane->merging);
  ear_merge_file_async (pane->workbook, pane->file, share, pane->merging, merged_cb, g_object_ref (pane));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergePane) pane = data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (files == NULL || pane->progress == NULL || pane->file != NULL)
    return;
  clear_results (pane);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&pane->files, g_list_model_get_item (files, i));
  merge_next (pane);
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
  GFile *file;

  if (pane->file != NULL || pane->workbook == NULL)
    return;
  file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));
  if (file == NULL)
    {
      choose_cb (pane);
      return;
    }
  clear_results (pane);
  g_queue_push_tail (&pane->files, file);
  merge_next (pane);
}

static void
set_workbook (EarMergePane *pane, EarWorkbook *workbook)
{
  if (!g_set_object (&pane->workbook, workbook))
    return;
  clear_results (pane);
  show_merging (pane, pane->file != NULL);
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
  g_queue_clear_full (&pane->files, g_object_unref);
  g_clear_object (&pane->workbook);
  g_clear_object (&pane->file);
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
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
ear_merge_pane_init (EarMergePane *pane)
{
  pane->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (pane));
  show_merging (pane, FALSE);
}
