/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annual report: built from insight on the store's thread, then written as a file on any thread. */
#include "ear-report-parts.h"
#include "ear-edition.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (ear-report-error-quark, ear_report_error)

/* The report may be copied on; until it is, only its writer can read it. */
#define REPORT_MODE 0600

static const struct
{
  const char *ending;
  EarReportFormat format;
} endings[] = {
  { ".html", EAR_REPORT_HTML },
  { ".htm", EAR_REPORT_HTML },
  { ".odt", EAR_REPORT_ODT },
  { ".csv", EAR_REPORT_CSV },
  { ".pdf", EAR_REPORT_PDF },
};

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarReportParts, ear_report_parts_clear)

/* The one that was asked for, else all that a theme is mapped to. */
static gboolean
choose_strategies (EarReportParts *parts, const EarId *only, GError **error)
{
  parts->strategies = ear_strategy_list (parts->store, error);
  for (guint i = parts->strategies == NULL ? 0 : parts->strategies->len; i > 0; i--)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i - 1);

      if (only != NULL ? !ear_id_equal (&strategy->id, only) : strategy->n_mapped == 0)
        g_ptr_array_remove_index (parts->strategies, i - 1);
    }
  return parts->strategies != NULL;
}

static guint
count_real_headings (const EarTable *table)
{
  guint n = 0;

  for (guint r = 0; r < table->rows->len; r++)
    n += !ear_report_is_none (g_ptr_array_index (table->rows, r));
  return n;
}

/* The key of a year of which no more is known is the year itself. */
static const char *
name_of_month (const EarHeading *heading)
{
  return strlen (heading->key) == 4 ? heading->key : heading->label;
}

/* From the first month to the last one; %NULL where no voice has a date. */
static gboolean
describe_period (EarStore *store, char **period, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = EAR_PERIOD_MONTH };
  g_autoptr (EarTable) months = ear_summary (store, &request, error);
  guint n = months == NULL ? 0 : count_real_headings (months);
  const EarHeading *first, *last;

  *period = NULL;
  if (n == 0)
    return months != NULL;
  first = g_ptr_array_index (months->rows, 0);
  last = g_ptr_array_index (months->rows, n - 1);
  if (n == 1)
    *period = g_strdup (name_of_month (first));
  else
    /* Translators: the first and the last month. */
    *period = g_strdup_printf (_ ("%s to %s"), name_of_month (first), name_of_month (last));
  return TRUE;
}

static void
add_fact (EarBlock *list, char *fact)
{
  ear_block_add_text (list, fact, NULL);
  g_free (fact);
}

static char *
show_total (const EarReportParts *parts, EarMeasure measure)
{
  return ear_shown_text (ear_protect_get_table (parts->protect, parts->themes, EAR_REPORT_PERIOD, NULL, measure, -1, -1));
}

static gboolean
add_front (EarReportParts *parts, const EarReportOptions *options, GError **error)
{
  g_autofree char *voices = show_total (parts, EAR_MEASURE_VOICES);
  g_autofree char *sessions = show_total (parts, EAR_MEASURE_SESSIONS);
  g_autofree char *period = NULL;
  EarBlock *facts;

  if (!describe_period (parts->store, &period, error))
    return FALSE;
  if (ear_preset_is_internal (&parts->preset))
    ear_document_add_notice (parts->document,
                             _ ("Internal: small numbers are not protected; do not publish. Somebody could be recognised "
                                "by a small figure."));
  else if (parts->audit->exposed->len > 0)
    ear_document_add_notice (parts->document, _ ("Not all small figures could be protected: do not publish. The last page says which, and "
                                                 "what can be done."));
  ear_document_add_heading (parts->document, 1, _ ("At a glance"));
  facts = ear_document_add (parts->document, EAR_BLOCK_LIST);
  if (options->organisation != NULL)
    add_fact (facts, g_strdup_printf (_ ("Whose report: %s"), options->organisation));
  add_fact (facts, g_strdup_printf (_ ("Voices: %s"), voices));
  add_fact (facts, g_strdup_printf (_ ("Sessions in which they were heard: %s"), sessions));
  /* Which groups and places were heard is not told where zeros are hidden. */
  if (!parts->preset.hide_zero)
    {
      add_fact (facts, g_strdup_printf (_ ("Groups heard: %u"), count_real_headings (parts->groups)));
      add_fact (facts, g_strdup_printf (_ ("Places: %u"), count_real_headings (parts->places)));
    }
  add_fact (facts, g_strdup_printf (_ ("Period: %s"), period == NULL ? _ ("not said") : period));
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);

      add_fact (facts, g_strdup_printf (_ ("Set beside: %s"), strategy->title == NULL ? "" : strategy->title));
    }
  return TRUE;
}

/* What could not be protected, or was not, is no edition. */
static gboolean
keep_edition (EarReportParts *parts, const char *title, GError **error)
{
  if (ear_preset_is_internal (&parts->preset) || parts->audit->exposed->len > 0)
    {
      g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_SAFE,
                           _ ("This report is not for publishing: its small numbers are not protected. Nothing was written or kept. "
                              "Choose how to protect them, or write it without publishing it."));
      return FALSE;
    }
  return ear_edition_keep (parts->protect, parts->store, title, NULL, error);
}

/**
 * ear_report_build:
 *
 * With @options->publish the edition is kept, too: do so in a transaction that is committed once the file is written.
 *
 * Returns: (transfer full) (nullable): the report. The store's thread; the document may then go to any.
 */
EarDocument *
ear_report_build (EarStore *store, const EarReportOptions *options, GError **error)
{
  static const EarReportOptions nothing = { 0 };
  g_auto (EarReportParts) parts = { .store = store };
  g_autofree char *title = NULL;

  if (options == NULL)
    options = &nothing;
  title = ear_value_tidy (EAR_TYPE_LINE, options->title);
  /* Translators: the language of this translation, as a BCP 47 tag. It is the report's language. */
  parts.document = ear_document_new (title == NULL ? _ ("What people told us") : title,
                                     C_ ("language of the report", "en-GB"));
  parts.document->subtitle = ear_value_tidy (EAR_TYPE_LINE, options->organisation);
  if (options->protect == NULL)
    ear_preset_parse ("internal", &parts.preset, NULL);
  else
    parts.preset = *options->protect;
  if (ear_preset_is_internal (&parts.preset))
    parts.document->marking = g_strdup (_ ("Internal: do not publish"));
  if (!choose_strategies (&parts, options->strategy, error) || !ear_report_count (&parts, error)
      || !ear_report_protect (&parts, options->cancellable, error) || !add_front (&parts, options, error) || !ear_report_add_heard (&parts, error)
      || !ear_report_add_matters (&parts, error) || !ear_report_add_evidence (&parts, error)
      || !ear_report_add_quotations (&parts, error) || !ear_report_add_answers (&parts, error))
    return NULL;
  ear_report_add_sources (&parts);
  ear_report_add_protection (&parts);
  if (options->publish != NULL && !keep_edition (&parts, options->publish, error))
    return NULL;
  return g_steal_pointer (&parts.document);
}

/**
 * ear_report_format_from_path:
 *
 * Returns: whether the file's name ends in something that can be written. Any thread.
 */
gboolean
ear_report_format_from_path (const char *path, EarReportFormat *format, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = g_filename_display_basename (path);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i].ending))
        {
          *format = endings[i].format;
          return TRUE;
        }
    }
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_FORMAT,
               _ ("The end of the name “%s” does not say what kind of file the report is to be. Nothing was written. "
                  "Give it a name that ends in .html, .pdf, .odt or .csv."),
               name);
  return FALSE;
}

static GBytes *
render (const EarDocument *document, EarReportFormat format, GError **error)
{
  switch (format)
    {
    case EAR_REPORT_ODT:
      return ear_odt_write (document, error);
    case EAR_REPORT_CSV:
      return ear_csv_write (document, error);
    case EAR_REPORT_PDF:
      return ear_pdf_write (document, error);
    case EAR_REPORT_HTML:
    default:
      return ear_html_write (document, error);
    }
}

/**
 * ear_report_write:
 *
 * The whole file is made in memory, written beside @path under another name, brought to the disk and only then given
 * its name: whatever fails, @path holds what it held before. Any thread.
 */
gboolean
ear_report_write (EarDocument *document, EarReportFormat format, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = render (document, format, error);
  g_autoptr (GError) cause = NULL;
  gconstpointer contents;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  contents = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, contents, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                REPORT_MODE, &cause))
    return TRUE;
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
               _ ("The report was not written: %s. What was there before is as it was. Choose another folder, or make room "
                  "on the disk, and try again."),
               cause->message);
  return FALSE;
}
