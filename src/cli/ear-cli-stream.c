/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard output and standard error. */
#include "ear-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* g_print() would turn what the locale cannot say into question marks. */
void
ear_output_write (const char *text)
{
  fputs (text, stdout);
}

static char *
sentence (const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  return ear_output_plain (text);
}

/* A sentence on standard output. Names in it may come from anybody. */
void
ear_output_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = sentence (format, arguments);
  va_end (arguments);
  ear_output_write (text);
  ear_output_write ("\n");
}

/* A sentence on standard error, beside what was asked for or in its place. */
void
ear_output_note (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = sentence (format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s: %s\n", EAR_CLI_NAME, text);
}

/**
 * ear_output_finish:
 *
 * Brings standard output to where it goes: a full disk or a closed pipe shows only here.
 */
gboolean
ear_output_finish (GError **error)
{
  gboolean failed = ferror (stdout) != 0;
  int reason = errno;

  if (fflush (stdout) != 0)
    {
      failed = TRUE;
      reason = errno;
    }
  if (fclose (stdout) != 0 && !failed)
    {
      failed = TRUE;
      reason = errno;
    }
  if (!failed)
    return TRUE;
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_OUTPUT,
               _ ("The result could not be written: %s. The workbook itself is as you asked."), g_strerror (reason));
  return FALSE;
}
