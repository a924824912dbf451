/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement: how far coders agree. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-agreement.h"

static const EarOption options[] = {
  { "coder", 'c', N_ ("NAME"), N_ ("A coder to compare, once for each; without it the two who coded most"), EAR_OPTION_REPEATABLE, NULL },
  { "disagreements", 0, NULL, N_ ("List the voices on which they differ, rather than the figures"), EAR_OPTION_PLAIN, NULL },
  { "limit", 0, N_ ("NUMBER"), N_ ("At most this many disagreements"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "theme", N_ ("Theme"), EAR_CELL_TEXT },
  { "basis", N_ ("Of"), EAR_CELL_TEXT },
  { "units", N_ ("Compared"), EAR_CELL_NUMBER },
  { "same", N_ ("Alike"), EAR_CELL_NUMBER },
  { "kappa", N_ ("Cohen’s kappa"), EAR_CELL_TEXT },
  { "alpha", N_ ("Krippendorff’s alpha"), EAR_CELL_TEXT },
  { "words", N_ ("In words"), EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },
};

static const EarColumn disagreement_columns[] = {
  { "ref", N_ ("Ref"), EAR_CELL_TEXT },
  { "theme", N_ ("Theme"), EAR_CELL_TEXT },
  { "coded", N_ ("Coded by"), EAR_CELL_TEXT },
  { "not_coded", N_ ("Not by"), EAR_CELL_TEXT },
  { "only_words", N_ ("Only other words"), EAR_CELL_FLAG },
  { "text", N_ ("Words"), EAR_CELL_TEXT },
  { "voice", NULL, EAR_CELL_TEXT },
};

static void
print_scale (EarCli *cli, EarOutput *output, const EarAgreementTheme *theme, const char *basis, const char *name,
             const EarAgreementScale *scale)
{
  g_autofree char *kappa = ear_coefficient_format (&scale->kappa), *alpha = ear_coefficient_format (&scale->alpha);

  ear_output_text (output, theme->name);
  ear_output_text (output, cli->format == EAR_FORMAT_TEXT ? name : basis);
  ear_output_number (output, (gint64) scale->units);
  ear_output_number (output, (gint64) scale->same);
  ear_output_text (output, kappa);
  ear_output_text (output, alpha);
  ear_output_text (output, ear_coefficient_words (&scale->alpha));
  ear_output_id (output, &theme->theme);
}

static void
print_figures (EarCli *cli, const EarAgreement *agreement)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autofree char *names = g_strjoinv ("; ", agreement->coders);

  for (guint i = 0; i < agreement->themes->len; i++)
    {
      const EarAgreementTheme *theme = agreement->themes->pdata[i];

      print_scale (cli, output, theme, "voices", _ ("voices"), &theme->voices);
      print_scale (cli, output, theme, "all-text", _ ("all text"), &theme->all_text);
      print_scale (cli, output, theme, "coded-text", _ ("coded text"), &theme->coded_text);
    }
  ear_output_print (output);
  if (cli->format == EAR_FORMAT_TEXT)
    ear_output_say (_ ("Compared: %s. Voices that two or more of them could code: %" G_GUINT64_FORMAT ". Disagreements: %u."), names,
                    agreement->n_voices, agreement->n_disagreements);
}

static char *
list_coders (const EarAgreement *agreement, guint32 which)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; agreement->coders[i] != NULL; i++)
    {
      if (which >> i & 1)
        g_ptr_array_add (names, agreement->coders[i]);
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("; ", (GStrv) names->pdata);
}

static void
print_disagreements (EarCli *cli, const EarAgreement *agreement)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, disagreement_columns, G_N_ELEMENTS (disagreement_columns));

  for (guint i = 0; i < agreement->disagreements->len; i++)
    {
      const EarDisagreement *one = agreement->disagreements->pdata[i];
      g_autofree char *coded = list_coders (agreement, one->did), *not_coded = list_coders (agreement, one->could & ~one->did);

      ear_output_text (output, one->ref);
      ear_output_text (output, one->name);
      ear_output_text (output, coded);
      ear_output_text (output, not_coded);
      ear_output_flag (output, one->only_words);
      ear_output_text (output, one->text);
      ear_output_id (output, &one->voice);
    }
  ear_output_print (output);
}

/* Those named, or the two who coded most. */
static GStrv
choose_coders (EarCli *cli, EarStore *store, GError **error)
{
  const char *const *named = ear_cli_values (cli, "coder");
  g_autoptr (GPtrArray) list = ear_coder_list (store, error);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  guint n = 0;

  if (list == NULL)
    return NULL;
  for (guint i = 0; named != NULL && named[i] != NULL; i++, n++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < list->len && !found; j++)
        found = g_str_equal (((EarCoder *) list->pdata[j])->name, named[i]);
      if (!found)
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                       _ ("Nobody called “%s” coded anything in this workbook. Name coders as the codings do, capitals too."), named[i]);
          return NULL;
        }
      g_strv_builder_add (chosen, named[i]);
    }
  for (guint j = 0; n == 0 && j < MIN (list->len, 2); j++)
    g_strv_builder_add (chosen, ((EarCoder *) list->pdata[j])->name);
  if (n == 1 || n > EAR_AGREEMENT_MAX_CODERS || (n == 0 && list->len < 2))
    {
      g_set_error (error, EAR_CLI_ERROR, n == 0 ? EAR_CLI_ERROR_NOT_FOUND : EAR_CLI_ERROR_USAGE,
                   n == 0 ? _ ("Fewer than two people coded in this workbook, so there is nothing to compare.")
                          : _ ("Name two coders to compare or more, at most %d."),
                   EAR_AGREEMENT_MAX_CODERS);
      return NULL;
    }
  return g_strv_builder_end (chosen);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarAgreement) agreement = NULL;
  g_auto (GStrv) coders = NULL;
  guint limit = 0;

  if (!ear_cli_number (cli, "limit", G_MAXINT, &limit, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  coders = store == NULL ? NULL : choose_coders (cli, store, error);
  if (coders == NULL)
    return FALSE;
  agreement = ear_agreement_find (store, (const char *const *) coders, limit, error);
  if (agreement == NULL)
    return FALSE;
  if (ear_cli_has (cli, "disagreements"))
    print_disagreements (cli, agreement);
  else
    print_figures (cli, agreement);
  return TRUE;
}

const EarVerb ear_cli_agreement = {
  .name = "agreement",
  .arguments = "WORKBOOK",
  .summary = N_ ("Say how far coders agree, theme by theme"),
  .details = N_ ("Compares what coders gave the voices that two or more of them could code: those of conversations in which they coded "
                 "something. Of voices, a theme applies when it is on the voice or on any of its words; of all text, each code point is "
                 "asked; of coded text, only those to which somebody gave a theme. Cohen’s kappa is for two coders, Krippendorff’s alpha "
                 "for any number. Where all answers are the same neither is defined."),
  .example = "--coder \"First reader\" --coder \"Second reader\" thurrock.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
