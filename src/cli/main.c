/* SPDX-License-Identifier: GPL-3.0-or-later */
/* earshot-cli: everything a workbook holds, from the command line and for scripts. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum
{
  EXIT_DONE = 0,
  EXIT_REFUSED = 1,
  EXIT_USAGE = 2,
};

/* A core file would hold the workbook's words and its key. */
static void
forbid_core_files (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
}

/* The first signal asks the work to stop and take back what it had begun; a second one ends the program at once,
 * which the workbook survives as it survives a power cut. */
static gpointer
wait_for_signals (gpointer data)
{
  GCancellable *cancellable = data;
  sigset_t signals;
  int number;

  pthread_sigmask (SIG_SETMASK, NULL, &signals);
  while (sigwait (&signals, &number) == 0)
    {
      if (g_cancellable_is_cancelled (cancellable))
        _exit (128 + number);
      g_cancellable_cancel (cancellable);
    }
  return NULL;
}

/* Signals are blocked in all threads, so that only the one waiting for them ever meets one. A signal that whoever
 * started us ignores, as nohup does, stays ignored. */
static void
catch_signals (GCancellable *cancellable)
{
  static const int stopping[] = { SIGINT, SIGTERM, SIGHUP };
  sigset_t signals;

  sigemptyset (&signals);
  for (gsize i = 0; i < G_N_ELEMENTS (stopping); i++)
    {
      struct sigaction now;

      if (sigaction (stopping[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        sigaddset (&signals, stopping[i]);
    }
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signals, g_object_ref (cancellable)));
}

static int
complain (const EarCli *cli, const GError *error)
{
  gboolean usage = g_error_matches (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE);

  ear_output_note ("%s", error->message);
  if (usage && cli->verb != NULL)
    fprintf (stderr, _ ("See “%s %s --help”.\n"), EAR_CLI_NAME, cli->verb->name);
  else if (usage)
    fprintf (stderr, _ ("See “%s --help”.\n"), EAR_CLI_NAME);
  return usage ? EXIT_USAGE : EXIT_REFUSED;
}

static gboolean
generate (EarCli *cli, const char *verb_name, GError **error)
{
  const EarVerb *verb = verb_name == NULL ? NULL : ear_cli_find_verb (verb_name);
  g_autofree char *text = NULL;

  if (verb_name != NULL && verb == NULL)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("There is no verb “%s”."), verb_name);
      return FALSE;
    }
  text = g_str_equal (ear_cli_value (cli, "generate"), "man") ? ear_cli_generate_man (verb) : ear_cli_generate_completion ();
  ear_output_write (text);
  return TRUE;
}

static gboolean
run_verb (EarCli *cli, GStrv *arguments, GError **error)
{
  const char *name = (*arguments)[1];
  g_autofree char *help = NULL;

  cli->verb = ear_cli_find_verb (name);
  if (cli->verb == NULL)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("There is no verb “%s”."), name);
      return FALSE;
    }
  if (!ear_cli_parse_verb (cli, arguments, error))
    return FALSE;
  if (!ear_cli_has (cli, "help"))
    {
      catch_signals (cli->cancellable);
      return cli->verb->run (cli, error);
    }
  help = ear_cli_help (cli->verb);
  ear_output_write (help);
  return TRUE;
}

static gboolean
run (EarCli *cli, GStrv *arguments, GError **error)
{
  g_autofree char *help = NULL;

  if (!ear_cli_parse_global (cli, arguments, error))
    return FALSE;
  if (ear_cli_has (cli, "generate"))
    return generate (cli, (*arguments)[1], error);
  if (ear_cli_has (cli, "version"))
    {
      ear_output_say ("%s %s", EAR_CLI_NAME, EARSHOT_VERSION);
      return TRUE;
    }
  if (ear_cli_has (cli, "help"))
    {
      help = ear_cli_help (NULL);
      ear_output_write (help);
      return TRUE;
    }
  if ((*arguments)[1] != NULL)
    return run_verb (cli, arguments, error);
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say what is to be done: a verb is missing."));
  return FALSE;
}

int
main (int argc G_GNUC_UNUSED, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (GError) error = NULL;
  EarCli cli = { 0 };
  gboolean done;
  int status = EXIT_DONE;

  forbid_core_files ();
  /* A reader that has gone is told as an error, like a full disk. */
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, EARSHOT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (EAR_CLI_NAME);

  cli.cancellable = g_cancellable_new ();
  done = run (&cli, &arguments, &error);
  /* What was printed before a refusal is still brought out; the refusal is then the reason that is told. */
  if (!ear_output_finish (done ? &error : NULL))
    done = FALSE;
  if (!done)
    status = complain (&cli, error);
  ear_cli_clear (&cli);
  return status;
}
