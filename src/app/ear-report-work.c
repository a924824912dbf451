/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-work.h"

#include <glib/gi18n.h>

typedef struct
{
  EarId strategy; /* EAR_ID_NONE: all */
  char *title, *organisation, *publish;
  EarPreset protect;
  EarReportFormat format;
  char *path;
} Work;

static void
work_free (Work *work)
{
  g_free (work->title);
  g_free (work->organisation);
  g_free (work->publish);
  g_free (work->path);
  g_free (work);
}

static char *
load_organisation (EarStore *store)
{
  g_autoptr (EarRecord) device = NULL, organisation = NULL;
  EarId id;

  if (!ear_store_get_device (store, &id, NULL))
    return NULL;
  device = ear_store_get (store, EAR_KIND_DEVICE, &id, NULL);
  if (device == NULL || !ear_record_get_id (device, EAR_DEVICE_ORGANISATION, &id))
    return NULL;
  organisation = ear_store_get (store, EAR_KIND_ORGANISATION, &id, NULL);
  return organisation == NULL ? NULL : g_strdup (ear_record_get (organisation, EAR_ORGANISATION_NAME));
}

/**
 * ear_report_choices_load:
 * @data: a preset's name, by which quotations are looked at
 *
 * Returns: (transfer full) (nullable): EarReportChoices. An EarWorkbookFunc.
 */
gpointer
ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarReportChoices) choices = g_new0 (EarReportChoices, 1);

  choices->strategies = ear_strategy_list (store, error);
  if (choices->strategies == NULL || (choices->lists = ear_report_lists_load (store, data, cancellable, error)) == NULL)
    return NULL;
  /* Who they are is a convenience: a report can be made without. */
  choices->organisation = load_organisation (store);
  return g_steal_pointer (&choices);
}

void
ear_report_choices_free (EarReportChoices *choices)
{
  if (choices == NULL)
    return;
  g_clear_pointer (&choices->strategies, g_ptr_array_unref);
  g_clear_pointer (&choices->lists, ear_report_lists_data_free);
  g_free (choices->organisation);
  g_free (choices);
}

static gpointer
save (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  EarReportOptions options = { .strategy = ear_id_is_none (&work->strategy) ? NULL : &work->strategy,
                               .title = work->title,
                               .organisation = work->organisation,
                               .protect = &work->protect,
                               .publish = work->publish,
                               .cancellable = cancellable };
  g_autoptr (EarDocument) document = NULL;

  if (work->path == NULL)
    {
      g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN, "%s",
                   _ ("That place is not on this laptop. Save the report here first."));
      return NULL;
    }
  /* An edition is kept only if its file is there. */
  if (!ear_store_begin (store, error))
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
  return g_strdupv ((GStrv) ear_document_get_warnings (document));
}

static char *
copy_unless_empty (const char *text)
{
  return text == NULL || text[0] == '\0' ? NULL : g_strdup (text);
}

/**
 * ear_report_save_async:
 * @options: copied; empty strings are as good as %NULL
 *
 * Builds a report of what the workbook holds at this moment and writes it. Main thread.
 */
void
ear_report_save_async (EarWorkbook *workbook, const EarReportOptions *options, EarReportFormat format, GFile *file,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->strategy = options->strategy == NULL ? EAR_ID_NONE : *options->strategy;
  work->title = copy_unless_empty (options->title);
  work->organisation = copy_unless_empty (options->organisation);
  work->publish = copy_unless_empty (options->publish);
  if (options->protect != NULL)
    work->protect = *options->protect;
  else
    ear_preset_parse ("internal", &work->protect, NULL);
  work->format = format;
  work->path = g_file_get_path (file);
  ear_workbook_run_async (workbook, options->publish != NULL, save, work, (GDestroyNotify) work_free, (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

GStrv
ear_report_save_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}
