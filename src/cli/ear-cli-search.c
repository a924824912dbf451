/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search: voices by the words in them. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-action.h"
#include "ear-terms.h"

static const EarOption options[] = {
  EAR_CLI_VOICE_FILTERS,
  EAR_CLI_VOICE_ORDER,
  EAR_CLI_VOICE_LIMIT,
  { "actions", 0, NULL, N_ ("Look among the actions, not the voices"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* Whoever looks for voices is told that there is an answer, too. */
static gboolean
mention_actions (EarCli *cli, EarStore *store, const char *words, GError **error)
{
  EarActionFilter filter = { .search = words };
  g_autoptr (GPtrArray) actions = cli->format == EAR_FORMAT_TEXT ? ear_action_list (store, &filter, error) : NULL;

  if (actions == NULL)
    return cli->format != EAR_FORMAT_TEXT;
  if (actions->len > 0)
    ear_output_say (g_dngettext (GETTEXT_PACKAGE, "These words are in %u action too; --actions lists it.",
                                 "These words are in %u actions too; --actions lists them.", actions->len),
                    actions->len);
  return TRUE;
}

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
  if (store == NULL)
    return FALSE;
  if (ear_cli_has (cli, "actions"))
    return ear_cli_action_list (cli, store, words, error);
  return ear_cli_print_voices (cli, store, words, error) && mention_actions (cli, store, words, error);
}

const EarVerb ear_cli_search = {
  .name = "search",
  .arguments = "WORKBOOK WORD…",
  .summary = N_ ("Find voices, or actions, by the words in them"),
  .details = N_ ("Lists the voices in which all the words stand, in the words as recorded, in the original or in a private note. "
                 "Capitals and accents do not matter, and the last word may be the beginning of one. Words between quotation marks stand "
                 "next to each other.\n"
                 "With --actions the actions are listed in which the words stand, in what is done, an answer or what came of it."),
  .example = "thurrock.earshot waiting list",
  .options = options,
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
