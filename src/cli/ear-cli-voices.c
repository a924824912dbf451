/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices as a list: for “list WORKBOOK contributions” and for search. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-insight.h"

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

/**
 * ear_cli_check_month:
 * @option: what it was given for
 * @month: (nullable): "YYYY-MM", or a year
 */
gboolean
ear_cli_check_month (const char *option, const char *month, GError **error)
{
  if (month == NULL || g_regex_match_simple ("^[0-9]{4}(-(0[1-9]|1[0-2]))?$", month, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    return TRUE;
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s takes a month, such as 2026-04, or a year."), option);
  return FALSE;
}

/**
 * ear_cli_read_filter:
 * @read: (out caller-allocates): not to be copied
 */
gboolean
ear_cli_read_filter (EarCli *cli, EarStore *store, EarCliFilter *read, GError **error)
{
  EarVoiceFilter *filter = &read->filter;

  *filter = (EarVoiceFilter) { .feeling = ear_cli_value (cli, "feeling"),
                               .permission = ear_cli_value (cli, "permission"),
                               .from = ear_cli_value (cli, "from"),
                               .until = ear_cli_value (cli, "until"),
                               .uncoded = ear_cli_has (cli, "uncoded"),
                               .needs_look = ear_cli_has (cli, "needs-look") };
  return ear_cli_check_month ("from", filter->from, error) && ear_cli_check_month ("until", filter->until, error)
         && ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &read->group, &filter->group, error)
         && ear_cli_find_option (cli, store, "and-group", EAR_KIND_GROUP, &read->also_group, &filter->also_group, error)
         && ear_cli_find_option (cli, store, "theme", EAR_KIND_THEME, &read->theme, &filter->theme, error)
         && ear_cli_find_option (cli, store, "priority", EAR_KIND_PRIORITY, &read->priority, &filter->priority, error)
         && ear_cli_find_option (cli, store, "place", EAR_KIND_PLACE, &read->place, &filter->place, error)
         && ear_cli_find_option (cli, store, "session", EAR_KIND_SESSION, &read->session, &filter->session, error)
         && ear_cli_find_option (cli, store, "organisation", EAR_KIND_ORGANISATION, &read->organisation, &filter->organisation,
                                 error);
}

/**
 * ear_cli_print_voices:
 * @search: (nullable): words that must be in them
 *
 * Prints the voices that the options of EAR_CLI_VOICE_FILTERS let through, in the order they were said in.
 */
gboolean
ear_cli_print_voices (EarCli *cli, EarStore *store, const char *search, GError **error)
{
  EarCliFilter read;
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autoptr (GPtrArray) voices = NULL;
  guint limit = 0;

  if (!ear_cli_number (cli, "limit", G_MAXINT32, &limit, error) || !ear_cli_read_filter (cli, store, &read, error))
    return FALSE;
  read.filter.search = search;
  read.filter.oldest_first = TRUE;
  voices = ear_voice_list (store, &read.filter, 0, limit, error);
  if (voices == NULL)
    return FALSE;
  for (guint i = 0; i < voices->len; i++)
    add_voice (output, g_ptr_array_index (voices, i));
  ear_output_print (output);
  return TRUE;
}
