/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-cli-passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSPHRASE_BYTES 1024

/**
 * ear_cli_passphrase_free:
 * @passphrase: (nullable)
 *
 * Overwrites it, so that it does not stay in memory.
 */
void
ear_cli_passphrase_free (char *passphrase)
{
  if (passphrase == NULL)
    return;
  explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

/* Ends at the first line break. Returns NULL, without an error, when the line does not end within the buffer. */
static char *
first_line (const char *buffer, gsize size, gboolean at_end)
{
  const char *end = memchr (buffer, '\n', size);
  gsize length;

  if (end == NULL && !at_end)
    return NULL;
  length = end != NULL ? (gsize) (end - buffer) : size;
  if (length > 0 && buffer[length - 1] == '\r')
    length--;
  return g_strndup (buffer, length);
}

static gboolean
set_read_error (const char *path, const char *reason, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT, _ ("The passphrase could not be read from “%s”: %s. Nothing was changed."),
               shown, reason);
  return FALSE;
}

/**
 * ear_cli_passphrase_from:
 * @path: a file
 *
 * Returns: (transfer full) (nullable): its first line, to be freed with ear_cli_passphrase_free().
 */
char *
ear_cli_passphrase_from (const char *path, GError **error)
{
  char buffer[MAX_PASSPHRASE_BYTES + 2];
  gsize size = 0;
  gssize got = 0;
  g_autoptr (EarPassphrase) line = NULL;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    {
      set_read_error (path, g_strerror (errno), error);
      return NULL;
    }
  while (size < sizeof buffer && (got = read (fd, buffer + size, sizeof buffer - size)) > 0)
    size += (gsize) got;
  if (got < 0)
    set_read_error (path, g_strerror (errno), error);
  else if ((line = first_line (buffer, size, got == 0)) == NULL)
    set_read_error (path, _ ("its first line is too long for a passphrase"), error);
  else if (memchr (buffer, '\0', size) != NULL)
    {
      set_read_error (path, _ ("it is not a text file"), error);
      g_clear_pointer (&line, ear_cli_passphrase_free);
    }
  explicit_bzero (buffer, sizeof buffer);
  close (fd);
  return g_steal_pointer (&line);
}

/* Waits for the person or for a signal, whichever comes first: the terminal is put right after either. */
static gssize
read_terminal (EarCli *cli, int fd, char *buffer, gsize size)
{
  GPollFD wait[2] = { { fd, G_IO_IN, 0 }, { -1, 0, 0 } };
  guint n = g_cancellable_make_pollfd (cli->cancellable, &wait[1]) ? 2 : 1;
  int ready;

  do
    ready = g_poll (wait, n, -1);
  while (ready < 0 && errno == EINTR);
  if (n == 2)
    g_cancellable_release_fd (cli->cancellable);
  if (g_cancellable_is_cancelled (cli->cancellable) || ready < 0)
    return -1;
  return read (fd, buffer, size);
}

static char *
read_line (EarCli *cli, int fd, GError **error)
{
  char buffer[MAX_PASSPHRASE_BYTES + 2];
  char *line = NULL;
  gsize size = 0;
  gssize got = 0;

  while (size < sizeof buffer && line == NULL && (got = read_terminal (cli, fd, buffer + size, sizeof buffer - size)) > 0)
    {
      size += (gsize) got;
      line = first_line (buffer, size, FALSE);
    }
  explicit_bzero (buffer, sizeof buffer);
  if (line == NULL && !g_cancellable_set_error_if_cancelled (cli->cancellable, error))
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT, _ ("No passphrase was typed. Nothing was changed."));
  return line;
}

/* Typed keys are not shown, and Ctrl+Z waits, so that the terminal is not left without an echo. */
static char *
ask (EarCli *cli, int fd, const char *question, GError **error)
{
  struct termios before, quiet;
  char *line;

  if (tcgetattr (fd, &before) != 0)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT, _ ("The terminal cannot be asked for a passphrase: %s."),
                   g_strerror (errno));
      return NULL;
    }
  quiet = before;
  quiet.c_lflag &= (tcflag_t) ~ECHO;
  quiet.c_lflag |= ICANON | ISIG;
  quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
  tcsetattr (fd, TCSAFLUSH, &quiet);
  if (write (fd, question, strlen (question)) < 0)
    g_debug ("The question could not be shown");
  line = read_line (cli, fd, error);
  tcsetattr (fd, TCSAFLUSH, &before);
  if (write (fd, "\n", 1) < 0)
    g_debug ("The line could not be ended");
  return line;
}

static char *
ask_again (EarCli *cli, int fd, char *first, GError **error)
{
  g_autoptr (EarPassphrase) one = first;
  g_autoptr (EarPassphrase) other = NULL;

  if (one == NULL || *one == '\0')
    return g_steal_pointer (&one);
  other = ask (cli, fd, _ ("The same passphrase again: "), error);
  if (other == NULL)
    return NULL;
  if (g_str_equal (one, other))
    return g_steal_pointer (&one);
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT,
                       _ ("The two passphrases are not the same. Nothing was changed. Please try again."));
  return NULL;
}

static char *
from_terminal (EarCli *cli, const char *path, gboolean is_new, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *plain = ear_output_plain (name);
  g_autofree char *question = g_strdup_printf (is_new ? _ ("New passphrase for “%s”: ") : _ ("Passphrase of “%s”: "), plain);
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  char *passphrase;

  if (fd < 0)
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("There is no terminal to ask for the passphrase. Put it in a file that only you can read and name "
                              "that file with --passphrase-file."));
      return NULL;
    }
  passphrase = ask (cli, fd, question, error);
  if (is_new)
    passphrase = ask_again (cli, fd, passphrase, error);
  close (fd);
  return passphrase;
}

/**
 * ear_cli_passphrase:
 * @path: the workbook, for the question
 * @is_new: whether it is being made: a passphrase that is typed is then asked for twice
 *
 * Returns: (transfer full) (nullable): to be freed with ear_cli_passphrase_free().
 */
char *
ear_cli_passphrase (EarCli *cli, const char *path, gboolean is_new, GError **error)
{
  const char *file = ear_cli_value (cli, "passphrase-file");

  if (file == NULL)
    return from_terminal (cli, path, is_new, error);
  if (!g_str_equal (file, "-"))
    return ear_cli_passphrase_from (file, error);
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                       _ ("--passphrase-file needs the name of a file; the passphrase is not read from standard input."));
  return NULL;
}
