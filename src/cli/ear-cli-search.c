/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search: voices by the words in them. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-assembly-find.h"
#include "ear-cli-action.h"
#include "ear-terms.h"

static const EarOption options[] = {
  EAR_CLI_VOICE_FILTERS,
  EAR_CLI_VOICE_ORDER,
  EAR_CLI_VOICE_LIMIT,
  { "actions", 0, NULL, N_ ("Look among the actions, not the voices"), EAR_OPTION_PLAIN, NULL },
  { "items", 0, NULL, N_ ("Look among the items of Assemblies' agendas, not the voices"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn item_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "assembly", N_ ("Assembly"), EAR_CELL_TEXT },
  { "started", N_ ("When"), EAR_CELL_TEXT },
  { "nature", NULL, EAR_CELL_TEXT },
  { "wording", N_ ("Item"), EAR_CELL_TEXT },
  { "decision", N_ ("Decision"), EAR_CELL_TEXT },
  { "outcome", N_ ("What came of it"), EAR_CELL_TEXT },
  { "removed", NULL, EAR_CELL_FLAG },
};

static gboolean
print_items (EarCli *cli, EarStore *store, const char *words, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, item_columns, G_N_ELEMENTS (item_columns));
  g_autoptr (GPtrArray) items = ear_assembly_find (store, words, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const EarItemFound *found = items->pdata[i];

      ear_output_id (output, &found->id);
      ear_output_text (output, found->assembly);
      ear_output_text (output, found->started);
      ear_output_text (output, found->nature);
      ear_output_text (output, found->wording);
      ear_output_text (output, found->decision);
      ear_output_text (output, found->outcome);
      ear_output_flag (output, found->is_removed);
    }
  if (items != NULL)
    ear_output_print (output);
  return items != NULL;
}

/* Whoever looks for voices is told that there is an answer, too, or that an Assembly spoke of it. */
static gboolean
mention_others (EarCli *cli, EarStore *store, const char *words, GError **error)
{
  EarActionFilter filter = { .search = words };
  g_autoptr (GPtrArray) actions = cli->format == EAR_FORMAT_TEXT ? ear_action_list (store, &filter, error) : NULL;
  g_autoptr (GPtrArray) items = actions == NULL ? NULL : ear_assembly_find (store, words, error);

  if (items == NULL)
    return cli->format != EAR_FORMAT_TEXT;
  if (actions->len > 0)
    ear_output_say (g_dngettext (GETTEXT_PACKAGE, "These words are in %u action too; --actions lists it.",
                                 "These words are in %u actions too; --actions lists them.", actions->len),
                    actions->len);
  if (items->len > 0)
    ear_output_say (g_dngettext (GETTEXT_PACKAGE, "They are in %u item of an Assembly's agenda too; --items lists it.",
                                 "They are in %u items of Assemblies' agendas too; --items lists them.", items->len),
                    items->len);
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
  if (ear_cli_has (cli, "items"))
    return print_items (cli, store, words, error);
  return ear_cli_print_voices (cli, store, words, error) && mention_others (cli, store, words, error);
}

const EarVerb ear_cli_search = {
  .name = "search",
  .arguments = "WORKBOOK WORD…",
  .summary = N_ ("Find voices, actions, or items of agendas, by the words in them"),
  .details = N_ ("Lists the voices in which all the words stand, in the words as recorded, in the original or in a private note. "
                 "Capitals and accents do not matter, and the last word may be the beginning of one. Words between quotation marks stand "
                 "next to each other.\n"
                 "With --actions the actions are listed in which the words stand, in what is done, an answer or what came of it; with "
                 "--items the questions and proposals of Community Assemblies in which they stand, in the wording or the outcome."),
  .example = "thurrock.earshot waiting list",
  .options = options,
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
