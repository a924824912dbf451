/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annual report: built from insight on the store's thread, then written as a file on any thread. */
#include "ear-report-parts.h"

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
};

static EarTable *
count_by (EarStore *store, EarDimension rows, EarPeriod period, GError **error)
{
  EarSummaryRequest request = { .rows = rows, .period = period };

  return ear_summary (store, &request, error);
}

static gboolean
count_parts (EarReportParts *parts, GError **error)
{
  return (parts->themes = count_by (parts->store, EAR_DIMENSION_THEME, EAR_PERIOD_YEAR, error)) != NULL
         && (parts->groups = count_by (parts->store, EAR_DIMENSION_GROUP, EAR_PERIOD_YEAR, error)) != NULL
         && (parts->places = count_by (parts->store, EAR_DIMENSION_PLACE, EAR_PERIOD_YEAR, error)) != NULL
         && (parts->periods = count_by (parts->store, EAR_DIMENSION_PERIOD, EAR_PERIOD_FINANCIAL_YEAR, error)) != NULL
         && (parts->feelings = count_by (parts->store, EAR_DIMENSION_FEELING, EAR_PERIOD_YEAR, error)) != NULL;
}

static void
parts_clear (EarReportParts *parts)
{
  EarTable *const tables[] = { parts->themes, parts->groups, parts->places, parts->periods, parts->feelings };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    ear_table_free (tables[i]);
  g_clear_pointer (&parts->strategies, g_ptr_array_unref);
  g_clear_pointer (&parts->document, ear_document_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarReportParts, parts_clear)

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
  g_autoptr (EarTable) months = count_by (store, EAR_DIMENSION_PERIOD, EAR_PERIOD_MONTH, error);
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

static gboolean
add_front (EarReportParts *parts, const EarReportOptions *options, GError **error)
{
  EarCount total = parts->themes->total;
  g_autofree char *period = NULL;
  EarBlock *facts;

  if (!describe_period (parts->store, &period, error))
    return FALSE;
  ear_document_add_notice (parts->document,
                           _ ("Internal: small numbers are not protected; do not publish. Somebody could be recognised "
                              "by a small figure."));
  ear_document_add_heading (parts->document, 1, _ ("At a glance"));
  facts = ear_document_add (parts->document, EAR_BLOCK_LIST);
  if (options->organisation != NULL)
    add_fact (facts, g_strdup_printf (_ ("Whose report: %s"), options->organisation));
  add_fact (facts, g_strdup_printf (_ ("Voices: %u"), total.contributions));
  add_fact (facts, g_strdup_printf (_ ("Sessions in which they were heard: %u"), total.sessions));
  add_fact (facts, g_strdup_printf (_ ("Groups heard: %u"), count_real_headings (parts->groups)));
  add_fact (facts, g_strdup_printf (_ ("Places: %u"), count_real_headings (parts->places)));
  add_fact (facts, g_strdup_printf (_ ("Period: %s"), period == NULL ? _ ("not said") : period));
  for (guint i = 0; i < parts->strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (parts->strategies, i);

      add_fact (facts, g_strdup_printf (_ ("Set beside: %s"), strategy->title == NULL ? "" : strategy->title));
    }
  return TRUE;
}

/**
 * ear_report_build:
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
  parts.document->marking = g_strdup (_ ("Internal: do not publish"));
  if (!count_parts (&parts, error) || !choose_strategies (&parts, options->strategy, error)
      || !add_front (&parts, options, error) || !ear_report_add_heard (&parts, error)
      || !ear_report_add_matters (&parts, error) || !ear_report_add_evidence (&parts, error)
      || !ear_report_add_quotations (&parts, error) || !ear_report_add_answers (&parts, error))
    return NULL;
  ear_report_add_sources (&parts);
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
                  "Give it a name that ends in .html, .odt or .csv."),
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
