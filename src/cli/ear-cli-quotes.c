/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quotes: which quotations a report would have, what was noticed in them, and what somebody decided. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-store-editions.h"

static const EarOption options[] = {
  EAR_CLI_REPORT_SUBJECT,
  { "protect", 'p', N_ ("RULES"), N_ ("By which rules few voices are few; nhs without it"), EAR_OPTION_PLAIN, NULL },
  { "keep", 0, N_ ("VOICE"), N_ ("It may stand as it is"), EAR_OPTION_REPEATABLE, NULL },
  { "bare", 0, N_ ("VOICE"), N_ ("It may stand without group, place and year"), EAR_OPTION_REPEATABLE, NULL },
  { "leave-out", 0, N_ ("VOICE"), N_ ("It does not stand in a report"), EAR_OPTION_REPEATABLE, NULL },
  { "undecide", 0, N_ ("VOICE"), N_ ("Take a decision back"), EAR_OPTION_REPEATABLE, NULL },
  { NULL },
};

static const char *const decisions[] = {
  [EAR_QUOTE_UNDECIDED] = "undecide",
  [EAR_QUOTE_KEEP] = "keep",
  [EAR_QUOTE_BARE] = "bare",
  [EAR_QUOTE_LEAVE_OUT] = "leave-out",
};

static const EarColumn columns[] = {
  { "voice", N_ ("Voice"), EAR_CELL_TEXT },
  { "theme", N_ ("Theme"), EAR_CELL_TEXT },
  { "noticed", N_ ("Noticed"), EAR_CELL_TEXT },
  { "found", N_ ("Found"), EAR_CELL_TEXT },
  { "decision", N_ ("Decision"), EAR_CELL_TEXT },
  { "stands", N_ ("Stands"), EAR_CELL_FLAG },
  { "text", N_ ("Words"), EAR_CELL_TEXT },
};

static gboolean
decide (EarCli *cli, EarStore *store, gboolean *any, GError **error)
{
  *any = FALSE;
  for (guint d = 0; d < G_N_ELEMENTS (decisions); d++)
    {
      const char *const *names = ear_cli_values (cli, decisions[d]);

      for (guint i = 0; names != NULL && names[i] != NULL; i++)
        {
          EarId voice;

          if (!ear_cli_find (store, EAR_KIND_CONTRIBUTION, names[i], &voice, error)
              || !ear_store_decide_quote (store, &voice, (int) d, error))
            return FALSE;
          *any = TRUE;
        }
    }
  return TRUE;
}

static void
print (EarCli *cli, GPtrArray *quotes)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < quotes->len; i++)
    {
      const EarReportQuote *quote = g_ptr_array_index (quotes, i);
      g_autofree char *noticed = ear_quote_describe (quote->check.signs);

      ear_output_id (output, &quote->voice->id);
      ear_output_text (output, quote->theme);
      ear_output_text (output, noticed);
      ear_output_text (output, quote->check.found);
      ear_output_text (output, quote->check.decision == EAR_QUOTE_UNDECIDED ? NULL : decisions[quote->check.decision]);
      ear_output_flag (output, quote->stands);
      ear_output_text (output, quote->voice->text);
    }
  ear_output_print (output);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarReportFacts) facts = NULL;
  EarCliSubject subject;
  gboolean decided;

  if (!ear_cli_read_subject (cli, &subject, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !decide (cli, store, &decided, error))
    return FALSE;
  if (decided)
    return TRUE;
  if (!ear_cli_find_subject (cli, store, &subject, error))
    return FALSE;
  facts = ear_report_facts_load (store, &subject.options, error);
  if (facts == NULL)
    return FALSE;
  if (!facts->has_quotations)
    ear_output_say (_ ("A report of this kind has no section for quotations, or it was left out."));
  print (cli, facts->quotes);
  return TRUE;
}

const EarVerb ear_cli_quotes = {
  .name = "quotes",
  .arguments = "WORKBOOK",
  .summary = N_ ("Look at the quotations of a report, and decide about them"),
  .details = N_ ("Lists the quotations that a report may have, the annual one unless --template says another: only voices that may be "
                 "quoted. Each is looked at for what may say who spoke: few voices of its group, place and year, and words like a name, phone number, address, date of birth, NHS "
                 "number or a place with few voices. Where something was noticed it is not in a published report until somebody decides "
                 "with --keep, --bare or --leave-out. A decision holds until the voice is changed."),
  .example = "--bare 0198c1a4-0000-7000-8000-000000000001 coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
