/* SPDX-License-Identifier: GPL-3.0-or-later */
/* withdraw: erases what somebody said, because they took their consent back. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-folder.h"
#include "ear-withdraw.h"

static const EarOption options[] = {
  { "voice", 0, N_ ("CONTRIBUTION"), N_ ("One voice, by its ref or id"), EAR_OPTION_PLAIN, NULL },
  { "code-word", 0, N_ ("WORD"), N_ ("The participant who was given this code word"), EAR_OPTION_PLAIN, NULL },
  { "participant", 0, N_ ("ID"), N_ ("The participant with this id"), EAR_OPTION_PLAIN, NULL },
  { "dry-run", 0, NULL, N_ ("Say what would be erased, and erase nothing"), EAR_OPTION_PLAIN, NULL },
  { "yes", 0, NULL, N_ ("Erase: it cannot be undone"), EAR_OPTION_PLAIN, NULL },
  { "clean-folder", 0, NULL, N_ ("Also take this workbook's files that still hold the words out of the exchange folder"),
    EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static gboolean
find_by_code_word (EarStore *store, const char *word, EarId *id, GError **error)
{
  g_autoptr (GPtrArray) found = ear_withdraw_find (store, word, NULL, NULL, error);

  if (found == NULL)
    return FALSE;
  if (found->len == 1)
    {
      *id = ((EarWithdrawFound *) found->pdata[0])->id;
      return TRUE;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const EarWithdrawFound *one = found->pdata[i];
      char text[EAR_ID_TEXT_SIZE];

      ear_output_say ("%s  %s  %s", ear_id_format (&one->id, text), one->label == NULL ? "" : one->label,
                      one->session == NULL ? "" : one->session);
    }
  if (found->len == 0)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("No participant has the code word “%s”. Nothing was changed. Check how it is written."), word);
  else
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("%u participants have the code word “%s”. Nothing was changed. Name one of them with --participant."),
                 found->len, word);
  return FALSE;
}

static gboolean
find_whom (EarCli *cli, EarStore *store, EarKind *kind, EarId *id, GError **error)
{
  *kind = ear_cli_has (cli, "voice") ? EAR_KIND_CONTRIBUTION : EAR_KIND_PARTICIPANT;
  if (ear_cli_has (cli, "voice"))
    return ear_cli_find (store, *kind, ear_cli_value (cli, "voice"), id, error);
  if (ear_cli_has (cli, "participant"))
    return ear_cli_find (store, *kind, ear_cli_value (cli, "participant"), id, error);
  return find_by_code_word (store, ear_cli_value (cli, "code-word"), id, error);
}

static void
say_what_goes (const EarWithdrawPreview *preview)
{
  ear_output_say (_ ("Voices: %u, with %u codings, in %u conversations."), preview->n_voices, preview->n_codings,
                  preview->sessions->len);
  for (guint i = 0; i < preview->sessions->len; i++)
    ear_output_say ("  %s", (const char *) preview->sessions->pdata[i]);
  if (preview->n_moved > 0)
    ear_output_say (_ ("Of these voices %u were once put down to this participant and to another one since."), preview->n_moved);
  if (preview->n_actions > 0)
    ear_output_say (_ ("Actions that one of these voices stands behind: %u. They stay, without it; read what they quote."),
                    preview->n_actions);
}

/* What is erased is erased, whether or not the folder can be written to. */
static gboolean
clean_folder (EarCli *cli, EarStore *store, const char *shown, GError **error)
{
  g_auto (EarFolderWritten) written = { 0 };
  EarCliProgress progress;
  gboolean done;

  ear_cli_progress_begin (&progress, NULL);
  done = ear_folder_write (store, &written, ear_cli_progress_cb, &progress, cli->cancellable, error);
  ear_cli_progress_end (&progress);
  if (done)
    ear_output_say (_ ("Your files in the exchange folder “%s” that held the words are gone, and “%s” is in their place. Others may "
                       "have copies of them: once they merge the new file, the words are gone from their workbooks too."),
                    shown, written.name == NULL ? "" : written.name);
  return done;
}

/* The folder holds files of this workbook's own, which it alone can take away. */
static gboolean
say_folder (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarFolderLook) look = ear_folder_look (store, NULL, cli->cancellable, error);
  g_autofree char *shown = NULL;

  if (look == NULL)
    return FALSE;
  if (look->settings->path == NULL || !look->has_written)
    return TRUE;
  shown = g_filename_display_name (look->settings->path);
  if (!look->is_there)
    ear_output_say (_ ("The exchange folder “%s” is not there now. Your files in it may still hold the words; once it is, “%s folder "
                       "WORKBOOK write” replaces them."),
                    shown, EAR_CLI_NAME);
  else if (look->holds_erased && ear_cli_has (cli, "clean-folder"))
    return clean_folder (cli, store, shown, error);
  else if (look->holds_erased)
    ear_output_say (_ ("Your files in the exchange folder “%s” still hold the words; “%s folder WORKBOOK write” replaces them."),
                    shown, EAR_CLI_NAME);
  return TRUE;
}

static gboolean
say_where_it_still_is (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) backups = ear_store_list_backups (store, error);

  if (backups == NULL)
    return FALSE;
  ear_output_say (_ ("Erased here, for good. Partners who have your files still have the words, until they merge the next file "
                     "that you give them."));
  for (guint i = 0; i < backups->len; i++)
    {
      const EarStoreBackup *backup = backups->pdata[i];

      if (backup->holds_erased)
        ear_output_say (_ ("This copy still holds the words; “%s backup --remake” replaces it: %s"), EAR_CLI_NAME, backup->path);
    }
  /* Whoever stopped this while the file was being blanked does not want to wait for the folder either. */
  return g_cancellable_is_cancelled (cli->cancellable) || say_folder (cli, store, error);
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  if (ear_cli_has (cli, "voice") + ear_cli_has (cli, "code-word") + ear_cli_has (cli, "participant") == 1)
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                       _ ("Name one voice or participant, with --voice, --code-word or --participant."));
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_auto (EarWithdrawPreview) preview = { 0 };
  g_autoptr (EarStore) store = NULL;
  EarKind kind;
  EarId id;

  if (!check_usage (cli, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !find_whom (cli, store, &kind, &id, error) || !ear_withdraw_preview (store, kind, &id, &preview, error))
    return FALSE;
  say_what_goes (&preview);
  if (ear_cli_has (cli, "dry-run"))
    return TRUE;
  if (!ear_cli_has (cli, "yes"))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("Nothing was erased. Erasing cannot be undone; say --yes to do it."));
      return FALSE;
    }
  if (!(kind == EAR_KIND_CONTRIBUTION ? ear_withdraw_voice (store, &id, error) : ear_withdraw_participant (store, &id, error)))
    return FALSE;
  ear_cli_scrub (cli, store);
  return say_where_it_still_is (cli, store, error);
}

const EarVerb ear_cli_withdraw = {
  .name = "withdraw",
  .arguments = "WORKBOOK",
  .summary = N_ ("Erase what somebody said, who withdrew their consent"),
  .details = N_ ("Erases one voice, or a participant with everything they said: the words, what was coded, what was changed "
                 "before, drafts and the search index. Only marks without words are left, which erase them in every "
                 "workbook that merges this one. It cannot be undone.\n"
                 "Without --yes it says what would be erased and ends with an error. Copies and files in the exchange folder that "
                 "still hold the words are told; --clean-folder writes the latter anew at once."),
  .example = "--code-word heron --yes thurrock.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
