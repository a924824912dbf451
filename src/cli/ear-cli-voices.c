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

/* A filter and what its pointers point to. */
typedef struct
{
  EarVoiceFilter filter;
  EarId ids[5];
  char *from, *to;
  EarVoiceQuery *saved;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_free (asked->from);
  g_free (asked->to);
  ear_voice_query_free (asked->saved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static gboolean
read_saved (EarCli *cli, EarStore *store, Asked *asked, GError **error)
{
  const char *name = ear_cli_value (cli, "saved");
  g_autoptr (GPtrArray) all = name == NULL ? NULL : ear_saved_filters_list (store, error);

  if (name == NULL)
    return TRUE;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const EarSavedFilter *saved = all->pdata[i];

      if (g_str_equal (saved->name, name))
        asked->saved = ear_voice_query_copy (saved->query);
    }
  if (all != NULL && asked->saved == NULL)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND, _ ("No saved filter is called “%s”."), name);
  if (asked->saved != NULL)
    asked->filter = ear_voice_query_filter (asked->saved);
  return asked->saved != NULL;
}

static gboolean
read_period (EarCli *cli, Asked *asked, GError **error)
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
      if (!ear_period_days (periods[i].period, key, &asked->from, &asked->to))
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s does not take “%s”; see --help."), periods[i].option, key);
          return FALSE;
        }
      asked->filter.from = asked->from;
      asked->filter.to = asked->to;
    }
  return TRUE;
}

static gboolean
read_day (EarCli *cli, const char *option, const char **day, GError **error)
{
  const char *typed = ear_cli_value (cli, option);
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *moment = typed == NULL ? NULL : g_strconcat (typed, "T00:00:00Z", NULL);

  if (typed == NULL)
    return TRUE;
  when = strlen (typed) == 10 ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;
  if (when == NULL)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s takes a day as YYYY-MM-DD, not “%s”."), option, typed);
  else
    *day = typed;
  return when != NULL;
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

/* What is asked for beside a saved filter takes the place of the same in it. */
static gboolean
read_filter (EarCli *cli, EarStore *store, Asked *asked, GError **error)
{
  EarVoiceFilter *filter = &asked->filter;

  filter->oldest_first = TRUE;
  if (!read_saved (cli, store, asked, error) || !read_period (cli, asked, error) || !read_day (cli, "from", &filter->from, error)
      || !read_day (cli, "to", &filter->to, error))
    return FALSE;
  if (ear_cli_has (cli, "feeling"))
    filter->feeling = ear_cli_value (cli, "feeling");
  if (ear_cli_has (cli, "permission"))
    filter->permission = ear_cli_value (cli, "permission");
  if (ear_cli_has (cli, "coder"))
    filter->coder = ear_cli_value (cli, "coder");
  filter->uncoded = filter->uncoded || ear_cli_has (cli, "uncoded");
  filter->needs_look = filter->needs_look || ear_cli_has (cli, "needs-look");
  read_sort (cli, filter);
  return ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &asked->ids[0], &filter->group, error)
         && ear_cli_find_option (cli, store, "theme", EAR_KIND_THEME, &asked->ids[1], &filter->theme, error)
         && ear_cli_find_option (cli, store, "priority", EAR_KIND_PRIORITY, &asked->ids[2], &filter->priority, error)
         && ear_cli_find_option (cli, store, "place", EAR_KIND_PLACE, &asked->ids[3], &filter->place, error)
         && ear_cli_find_option (cli, store, "session", EAR_KIND_SESSION, &asked->ids[4], &filter->session, error);
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
  g_auto (Asked) asked = { 0 };
  g_autoptr (EarOutput) output = NULL;
  g_autoptr (GPtrArray) voices = NULL;
  guint limit = 0;

  if (!ear_cli_number (cli, "limit", G_MAXINT32, &limit, error) || !read_filter (cli, store, &asked, error))
    return FALSE;
  if (search != NULL)
    asked.filter.search = search;
  if (ear_cli_has (cli, "count"))
    return print_count (store, &asked.filter, error);
  voices = ear_voice_list (store, &asked.filter, 0, limit, error);
  if (voices == NULL)
    return FALSE;
  output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < voices->len; i++)
    add_voice (output, g_ptr_array_index (voices, i));
  ear_output_print (output);
  return TRUE;
}
