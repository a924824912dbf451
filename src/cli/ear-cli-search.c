/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search: voices by the words in them. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static const EarOption options[] = {
  EAR_CLI_VOICE_FILTERS,
  EAR_CLI_VOICE_LIMIT,
  { NULL },
};

static gboolean
run (EarCli *cli, GError **error)
{
  g_autofree char *words = g_strjoinv (" ", (char **) cli->arguments->pdata + 1);
  g_autoptr (EarStore) store = NULL;

  if (!g_utf8_validate (words, -1, NULL))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("The words to search for are not UTF-8 text."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  return store != NULL && ear_cli_print_voices (cli, store, words, error);
}

const EarVerb ear_cli_search = {
  .name = "search",
  .arguments = "WORKBOOK WORD…",
  .summary = N_ ("Find voices by the words in them"),
  .details = N_ ("Lists the voices in which all the words stand, in the words as recorded, in the original or in a private note. "
                 "Capitals and accents do not matter, and the last word may be the beginning of one. Words between quotation marks stand "
                 "next to each other."),
  .example = "thurrock.earshot waiting list",
  .options = options,
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
