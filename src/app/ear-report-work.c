/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-work.h"

#include <glib/gi18n.h>

#include "ear-store-columns.h"
#include "ear-store-editions.h"

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

void
ear_report_question_free (gpointer data)
{
  EarReportQuestion *question = data;

  g_clear_pointer (&question->layout, g_ptr_array_unref);
  g_free (question);
}

static const EarId *
unless_none (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

/* That nobody said yet what the report is about is no failure of the page. */
static gboolean
load_facts (EarStore *store, const EarReportQuestion *question, EarReportChoices *choices, GError **error)
{
  const EarReportOptions options = { .kind = question->kind,
                                     .strategy = unless_none (&question->strategy),
                                     .group = unless_none (&question->group),
                                     .place = unless_none (&question->place),
                                     .layout = question->layout != NULL ? question->layout : choices->layout,
                                     .protect = &question->preset };
  g_autoptr (GError) local = NULL;

  choices->facts = ear_report_facts_load (store, &options, &local);
  if (choices->facts == NULL && !g_error_matches (local, EAR_REPORT_ERROR, EAR_REPORT_ERROR_SUBJECT))
    g_propagate_error (error, g_steal_pointer (&local));
  return error == NULL || *error == NULL;
}

static gboolean
look_for_logo (EarStore *store, EarReportChoices *choices, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) logo = ear_report_logo_load (store, &local);

  choices->has_logo = logo != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_report_choices_load:
 * @data: an EarReportQuestion
 *
 * Returns: (transfer full) (nullable): EarReportChoices. An EarWorkbookFunc.
 */
gpointer
ear_report_choices_load (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarReportQuestion *question = data;
  g_autoptr (EarReportChoices) choices = g_new0 (EarReportChoices, 1);

  if ((choices->strategies = ear_strategy_list (store, error)) == NULL || (choices->editions = ear_store_list_editions (store, FALSE, error)) == NULL
      || (choices->groups = ear_tree_names (store, EAR_KIND_GROUP, error)) == NULL
      || (choices->places = ear_tree_names (store, EAR_KIND_PLACE, error)) == NULL
      || (choices->layout = ear_report_layout_load (store, question->kind, error)) == NULL || !load_facts (store, question, choices, error)
      || !look_for_logo (store, choices, error))
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
  g_clear_pointer (&choices->editions, g_ptr_array_unref);
  g_clear_pointer (&choices->facts, ear_report_facts_free);
  g_free (choices->organisation);
  g_free (choices);
}

/**
 * ear_report_describe_facts:
 * @n_sections: that are chosen now
 *
 * Returns: (transfer full): how much is in a report. Main thread.
 */
char *
ear_report_describe_facts (const EarReportFacts *facts, guint n_sections)
{
  g_autofree char *voices = g_strdup_printf (ngettext ("%u voice", "%u voices", facts->all.contributions), facts->all.contributions);
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u conversation", "%u conversations", facts->all.sessions), facts->all.sessions);
  g_autofree char *sections = g_strdup_printf (ngettext ("%u section", "%u sections", n_sections), n_sections);

  /* Translators: numbers of voices, conversations and sections. */
  return g_strdup_printf (_ ("%s from %s, in %s"), voices, sessions, sections);
}

/**
 * ear_report_describe_quotations:
 *
 * Returns: (transfer full): how many there are, and how many wait. Main thread.
 */
char *
ear_report_describe_quotations (const EarReportFacts *facts)
{
  g_autofree char *there = g_strdup_printf (ngettext ("%u quotation", "%u quotations", facts->n_quotations), facts->n_quotations);
  g_autofree char *waiting = g_strdup_printf (ngettext ("%u waits for your decision", "%u wait for your decision", facts->n_waiting), facts->n_waiting);

  if (facts->quotes->len == 0)
    return g_strdup (_ ("None: no voice with a theme may be quoted"));
  /* Translators: numbers of quotations that are in a report, and of those that wait. */
  return facts->n_waiting == 0 ? g_steal_pointer (&there) : g_strdup_printf (_ ("%s, %s"), there, waiting);
}

static gpointer
save (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  EarReportOptions options = { .kind = work->kind,
                               .group = unless_none (&work->group),
                               .place = unless_none (&work->place),
                               .strategy = unless_none (&work->strategy),
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
