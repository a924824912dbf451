/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices as a list: for “list WORKBOOK contributions” and for search. */
#include "ear-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ear-saved-filters.h"

static const EarColumn columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "ref", N_ ("Ref"), EAR_CELL_TEXT },
  { "happened", N_ ("When"), EAR_CELL_TEXT },
  { "session", NULL, EAR_CELL_TEXT },
  { "session_title", NULL, EAR_CELL_TEXT },
  { "organisation", NULL, EAR_CELL_TEXT },
  { "place", NULL, EAR_CELL_TEXT },
  { "speaker", NULL, EAR_CELL_TEXT },
  { "groups", N_ ("Groups"), EAR_CELL_TEXT },
  { "themes", N_ ("Themes"), EAR_CELL_TEXT },
  { "feeling", N_ ("Feeling"), EAR_CELL_TEXT },
  { "permission", NULL, EAR_CELL_TEXT },
  { "verbatim", NULL, EAR_CELL_FLAG },
  { "language", NULL, EAR_CELL_TEXT },
  { "text", N_ ("What was said"), EAR_CELL_TEXT },
  { "original", NULL, EAR_CELL_TEXT },
  { "original_language", NULL, EAR_CELL_TEXT },
};

static void
add_voice (EarOutput *output, const EarVoice *voice)
{
  ear_output_id (output, &voice->id);
  ear_output_text (output, voice->ref);
  ear_output_text (output, voice->happened);
  ear_output_id (output, &voice->session);
  ear_output_text (output, voice->session_title);
  ear_output_text (output, voice->organisation);
  ear_output_text (output, voice->place);
  ear_output_text (output, voice->speaker);
  ear_output_text (output, voice->groups);
  ear_output_text (output, voice->themes);
  ear_output_text (output, voice->feeling);
  ear_output_text (output, voice->permission);
  ear_output_flag (output, voice->verbatim);
  ear_output_text (output, voice->language);
  ear_output_text (output, voice->text);
  ear_output_text (output, voice->original);
  ear_output_text (output, voice->original_language);
}

const char *const ear_cli_voice_sorts[] = { "newest", "oldest", "session", "place", "match", NULL };

void
ear_cli_filter_clear (EarCliFilter *read)
{
  g_clear_pointer (&read->from, g_free);
  g_clear_pointer (&read->to, g_free);
  g_clear_pointer (&read->saved, ear_voice_query_free);
}

static gboolean
read_saved (EarCli *cli, EarStore *store, EarCliFilter *read, GError **error)
{
  const char *name = ear_cli_value (cli, "saved");
  g_autoptr (GPtrArray) all = name == NULL ? NULL : ear_saved_filters_list (store, error);

  if (name == NULL)
    return TRUE;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const EarSavedFilter *saved = all->pdata[i];

      if (g_str_equal (saved->name, name))
        read->saved = ear_voice_query_copy (saved->query);
    }
  if (all != NULL && read->saved == NULL)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND, _ ("No saved filter is called “%s”."), name);
  if (read->saved != NULL)
    read->filter = ear_voice_query_filter (read->saved);
  return read->saved != NULL;
}

static gboolean
read_period (EarCli *cli, EarCliFilter *read, GError **error)
{
  static const struct
  {
    const char *option;
    EarPeriod period;
  } periods[]
    = { { "month", EAR_PERIOD_MONTH }, { "quarter", EAR_PERIOD_QUARTER }, { "financial-year", EAR_PERIOD_FINANCIAL_YEAR } };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      const char *key = ear_cli_value (cli, periods[i].option);

      if (key == NULL)
        continue;
      if (n++ > 0)
        {
          g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                               _ ("Only one of --month, --quarter and --financial-year can be asked for at once."));
          return FALSE;
        }
      if (!ear_period_days (periods[i].period, key, &read->from, &read->to))
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s does not take “%s”; see --help."), periods[i].option, key);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * ear_cli_read_day:
 * @option: what it was given for
 * @last: of a month or a year its last day, else its first
 * @day: (inout): replaced where the option was given
 */
gboolean
ear_cli_read_day (EarCli *cli, const char *option, gboolean last, char **day, GError **error)
{
  const char *typed = ear_cli_value (cli, option);
  char *found = NULL;

  if (typed == NULL)
    return TRUE;
  if (!ear_period_day (typed, last, &found))
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s takes a day as YYYY-MM-DD, not “%s”."), option, typed);
      return FALSE;
    }
  g_free (*day);
  *day = found;
  return TRUE;
}

static gboolean
read_days (EarCli *cli, EarCliFilter *read, GError **error)
{
  if (!ear_cli_read_day (cli, "from", FALSE, &read->from, error) || !ear_cli_read_day (cli, "to", TRUE, &read->to, error))
    return FALSE;
  if (read->from != NULL)
    read->filter.from = read->from;
  if (read->to != NULL)
    read->filter.to = read->to;
  return TRUE;
}

static void
read_sort (EarCli *cli, EarVoiceFilter *filter)
{
  const char *sort = ear_cli_value (cli, "sort");

  if (sort == NULL)
    return;
  filter->oldest_first = !g_str_equal (sort, "newest");
  filter->sort = g_str_equal (sort, "session") ? EAR_VOICE_SORT_SESSION
                 : g_str_equal (sort, "place") ? EAR_VOICE_SORT_PLACE
                 : g_str_equal (sort, "match") ? EAR_VOICE_SORT_MATCH
                                               : EAR_VOICE_SORT_TIME;
}

/**
 * ear_cli_read_filter:
 * @read: (out caller-allocates): to be cleared, after a failure too
 *
 * What is asked for beside a saved filter takes the place of the same in it.
 */
gboolean
ear_cli_read_filter (EarCli *cli, EarStore *store, EarCliFilter *read, GError **error)
{
  EarVoiceFilter *filter = &read->filter;
  const struct
  {
    const char *option;
    EarKind kind;
    const EarId **found;
  } records[] = { { "group", EAR_KIND_GROUP, &filter->group },          { "and-group", EAR_KIND_GROUP, &filter->also_group },
                  { "theme", EAR_KIND_THEME, &filter->theme },          { "and-theme", EAR_KIND_THEME, &filter->also_theme },
                  { "priority", EAR_KIND_PRIORITY, &filter->priority }, { "place", EAR_KIND_PLACE, &filter->place },
                  { "session", EAR_KIND_SESSION, &filter->session },    { "organisation", EAR_KIND_ORGANISATION, &filter->organisation } };

  G_STATIC_ASSERT (G_N_ELEMENTS (records) == G_N_ELEMENTS (read->ids));
  *read = (EarCliFilter) { .filter.oldest_first = TRUE };
  if (!read_saved (cli, store, read, error) || !read_period (cli, read, error) || !read_days (cli, read, error))
    return FALSE;
  if (ear_cli_has (cli, "feeling"))
    filter->feeling = ear_cli_value (cli, "feeling");
  if (ear_cli_has (cli, "permission"))
    filter->permission = ear_cli_value (cli, "permission");
  if (ear_cli_has (cli, "coder"))
    filter->coder = ear_cli_value (cli, "coder");
  filter->uncoded = filter->uncoded || ear_cli_has (cli, "uncoded");
  filter->needs_look = filter->needs_look || ear_cli_has (cli, "needs-look");
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      if (ear_cli_has (cli, records[i].option)
          && !ear_cli_find_option (cli, store, records[i].option, records[i].kind, &read->ids[i], records[i].found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
print_count (EarStore *store, const EarVoiceFilter *filter, GError **error)
{
  g_autoptr (EarVoiceRows) rows = ear_voice_rows_find (store, filter, error);

  if (rows != NULL)
    g_print ("%u\n", ear_voice_rows_get_n (rows));
  return rows != NULL;
}

/**
 * ear_cli_print_voices:
 * @search: (nullable): words that must be in them
 *
 * Prints the voices that the options of EAR_CLI_VOICE_FILTERS let through, in the order they were said in unless another is
 * asked for.
 */
gboolean
ear_cli_print_voices (EarCli *cli, EarStore *store, const char *search, GError **error)
{
  g_auto (EarCliFilter) read = { 0 };
  g_autoptr (EarOutput) output = NULL;
  g_autoptr (GPtrArray) voices = NULL;
  guint limit = 0;

  if (!ear_cli_number (cli, "limit", G_MAXINT32, &limit, error) || !ear_cli_read_filter (cli, store, &read, error))
    return FALSE;
  read_sort (cli, &read.filter);
  if (search != NULL)
    read.filter.search = search;
  if (ear_cli_has (cli, "count"))
    return print_count (store, &read.filter, error);
  voices = ear_voice_list (store, &read.filter, 0, limit, error);
  if (voices == NULL)
    return FALSE;
  output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < voices->len; i++)
    add_voice (output, g_ptr_array_index (voices, i));
  ear_output_print (output);
  return TRUE;
}
