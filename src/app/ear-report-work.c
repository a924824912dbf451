/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-work.h"

#include <glib/gi18n.h>

#include "ear-store-columns.h"

typedef struct
{
  EarReportTemplate kind;
  EarId strategy, group, place; /* EAR_ID_NONE: all */
  char *title, *organisation, *publish;
  EarPreset protect;
  EarReportFormat format;
  char *path;
  EarProgressShare *share; /* (nullable) */
} Work;

static void
work_free (Work *work)
{
  g_free (work->title);
  g_free (work->organisation);
  g_free (work->publish);
  g_free (work->path);
  g_clear_pointer (&work->share, ear_progress_share_unref);
  g_free (work);
}

static gboolean
load_facts (EarStore *store, const EarReportQuestion *question, EarReportChoices *choices, GError **error)
{
  const EarVoiceFilter filter = { .group = question->kind == EAR_REPORT_GROUP && !ear_id_is_none (&question->group) ? &question->group : NULL,
                                  .place = question->kind == EAR_REPORT_PLACE && !ear_id_is_none (&question->place) ? &question->place : NULL };
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_FEELING, .filter = &filter };
  g_autoptr (EarTable) table = ear_summary (store, &request, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) logo = NULL;

  if (table == NULL)
    return FALSE;
  choices->all = table->total;
  logo = ear_report_logo_load (store, &local);
  choices->has_logo = logo != NULL;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return error == NULL || *error == NULL;
}

/**
 * ear_report_choices_load:
 * @data: an EarReportQuestion
 *
 * Returns: (transfer full) (nullable): EarReportChoices. An EarWorkbookFunc.
 */
gpointer
ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarReportChoices) choices = g_new0 (EarReportChoices, 1);

  const EarReportQuestion *question = data;

  choices->strategies = ear_strategy_list (store, error);
  if (choices->strategies == NULL || (choices->lists = ear_report_lists_load (store, (gpointer) question->preset, cancellable, error)) == NULL
      || (choices->groups = ear_tree_names (store, EAR_KIND_GROUP, error)) == NULL
      || (choices->places = ear_tree_names (store, EAR_KIND_PLACE, error)) == NULL
      || (choices->layout = ear_report_layout_load (store, question->kind, error)) == NULL || !load_facts (store, question, choices, error))
    return NULL;
  /* Who they are is a convenience: a report can be made without. */
  choices->organisation = ear_report_own_organisation (store);
  return g_steal_pointer (&choices);
}

void
ear_report_choices_free (EarReportChoices *choices)
{
  if (choices == NULL)
    return;
  g_clear_pointer (&choices->strategies, g_ptr_array_unref);
  g_clear_pointer (&choices->groups, g_ptr_array_unref);
  g_clear_pointer (&choices->places, g_ptr_array_unref);
  g_clear_pointer (&choices->layout, g_ptr_array_unref);
  g_clear_pointer (&choices->lists, ear_report_lists_data_free);
  g_free (choices->organisation);
  g_free (choices);
}

static gpointer
save (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  EarReportOptions options = { .kind = work->kind,
                               .group = ear_id_is_none (&work->group) ? NULL : &work->group,
                               .place = ear_id_is_none (&work->place) ? NULL : &work->place,
                               .strategy = ear_id_is_none (&work->strategy) ? NULL : &work->strategy,
                               .title = work->title,
                               .organisation = work->organisation,
                               .protect = &work->protect,
                               .publish = work->publish,
                               .cancellable = cancellable };
  g_autoptr (EarDocument) document = NULL;
  EarReportSaved *saved;

  options.progress = work->share == NULL ? NULL : ear_progress_share_tell;
  options.progress_data = work->share;
  if (work->path == NULL)
    {
      g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN, "%s",
                   _ ("That place is not on this laptop. Save the report here first."));
      return NULL;
    }
  /* An edition is kept only if its file is there. */
  if (!ear_store_keep_columns (store, error) || !ear_store_begin (store, error))
    return NULL;
  document = ear_report_build (store, &options, error);
  if (document == NULL || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !ear_report_write (document, work->format, work->path, error))
    {
      ear_store_rollback (store);
      return NULL;
    }
  if (!ear_store_commit (store, error))
    return NULL;
  saved = g_new0 (EarReportSaved, 1);
  saved->warnings = g_strdupv ((GStrv) ear_document_get_warnings (document));
  saved->notes = g_strdupv ((GStrv) ear_document_get_notes (document));
  return saved;
}

void
ear_report_saved_free (EarReportSaved *saved)
{
  g_strfreev (saved->warnings);
  g_strfreev (saved->notes);
  g_free (saved);
}

static char *
copy_unless_empty (const char *text)
{
  return text == NULL || text[0] == '\0' ? NULL : g_strdup (text);
}

/**
 * ear_report_save_async:
 * @options: copied; empty strings are as good as %NULL
 * @share: (nullable): told how much is done
 *
 * Builds a report of what the workbook holds at this moment and writes it. Main thread.
 */
void
ear_report_save_async (EarWorkbook *workbook, const EarReportOptions *options, EarReportFormat format, GFile *file,
                       EarProgressShare *share, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->strategy = options->strategy == NULL ? EAR_ID_NONE : *options->strategy;
  work->group = options->group == NULL ? EAR_ID_NONE : *options->group;
  work->place = options->place == NULL ? EAR_ID_NONE : *options->place;
  work->kind = options->kind;
  work->title = copy_unless_empty (options->title);
  work->organisation = copy_unless_empty (options->organisation);
  work->publish = copy_unless_empty (options->publish);
  if (options->protect != NULL)
    work->protect = *options->protect;
  else
    ear_preset_parse ("internal", &work->protect, NULL);
  work->share = share == NULL ? NULL : ear_progress_share_ref (share);
  work->format = format;
  work->path = g_file_get_path (file);
  ear_workbook_run_async (workbook, options->publish != NULL, save, work, (GDestroyNotify) work_free, (GDestroyNotify) ear_report_saved_free, cancellable, callback, user_data);
}

EarReportSaved *
ear_report_save_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}

typedef struct
{
  char *path; /* (nullable) NULL: none any more */
} Logo;

static void
logo_free (gpointer data)
{
  g_free (((Logo *) data)->path);
  g_free (data);
}

static gpointer
keep_logo (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Logo *logo = data;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) png = NULL;
  gsize size;

  if (logo->path != NULL && !g_file_get_contents (logo->path, &contents, &size, error))
    return NULL;
  if (logo->path != NULL)
    png = g_bytes_new_take (g_steal_pointer (&contents), size);
  return GINT_TO_POINTER (ear_report_logo_keep (store, png, error));
}

/**
 * ear_report_logo_async:
 * @file: (nullable): a PNG picture; %NULL for none any more
 *
 * Main thread.
 */
void
ear_report_logo_async (EarWorkbook *workbook, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  Logo *logo = g_new0 (Logo, 1);

  logo->path = file == NULL ? NULL : g_file_get_path (file);
  ear_workbook_run_async (workbook, TRUE, keep_logo, logo, logo_free, NULL, NULL, callback, user_data);
}
