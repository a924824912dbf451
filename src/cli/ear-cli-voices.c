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

static gboolean
read_filter (EarCli *cli, EarStore *store, EarVoiceFilter *filter, EarId ids[5], GError **error)
{
  filter->feeling = ear_cli_value (cli, "feeling");
  filter->permission = ear_cli_value (cli, "permission");
  filter->uncoded = ear_cli_has (cli, "uncoded");
  filter->needs_look = ear_cli_has (cli, "needs-look");
  return ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &ids[0], &filter->group, error)
         && ear_cli_find_option (cli, store, "theme", EAR_KIND_THEME, &ids[1], &filter->theme, error)
         && ear_cli_find_option (cli, store, "priority", EAR_KIND_PRIORITY, &ids[2], &filter->priority, error)
         && ear_cli_find_option (cli, store, "place", EAR_KIND_PLACE, &ids[3], &filter->place, error)
         && ear_cli_find_option (cli, store, "session", EAR_KIND_SESSION, &ids[4], &filter->session, error);
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
  EarVoiceFilter filter = { .search = search, .oldest_first = TRUE };
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autoptr (GPtrArray) voices = NULL;
  guint limit = 0;
  EarId ids[5];

  if (!ear_cli_number (cli, "limit", G_MAXINT32, &limit, error) || !read_filter (cli, store, &filter, ids, error))
    return FALSE;
  voices = ear_voice_list (store, &filter, 0, limit, error);
  if (voices == NULL)
    return FALSE;
  for (guint i = 0; i < voices->len; i++)
    add_voice (output, g_ptr_array_index (voices, i));
  ear_output_print (output);
  return TRUE;
}
