/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-outside.h"

#include <string.h>

#define FIRST_STRONG_ISOLATE 0x2068
#define POP_ISOLATE 0x2069

/* Terminals obey C0 and C1; the others turn the order of what follows, or end a line where none ends (UAX #9, 2.1–2.5). */
static gboolean
is_control (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

/* Letters that are written from the right. Blocks, not single letters: one too many only costs two marks that nobody sees. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || c == 0x200f || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe)
         || (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

static gboolean
needs_isolation (const char *text, gsize size)
{
  for (const char *at = text; at < text + size; at = g_utf8_next_char (at))
    {
      if (is_right_to_left (g_utf8_get_char (at)))
        return TRUE;
    }
  return FALSE;
}

static void
append_isolated (GString *to, const char *text, gsize size)
{
  gboolean isolate = needs_isolation (text, size);

  if (isolate)
    g_string_append_unichar (to, FIRST_STRONG_ISOLATE);
  g_string_append_len (to, text, (gssize) size);
  if (isolate)
    g_string_append_unichar (to, POP_ISOLATE);
}

static GString *
without_controls (const char *text, gboolean keep_isolates)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' || c == '\t' || c == '\r')
        c = ' ';
      else if (is_control (c) && !(keep_isolates && (c == FIRST_STRONG_ISOLATE || c == POP_ISOLATE)))
        c = 0xfffd;
      g_string_append_unichar (plain, c);
    }
  return plain;
}

/**
 * ear_outside_text:
 * @text: (nullable): anything
 *
 * Returns: (transfer full) (nullable): valid UTF-8 on one line that may stand in a sentence: without control characters, and isolated
 *   where it holds letters that are written from the right. Any thread.
 */
char *
ear_outside_text (const char *text)
{
  GString *plain, *isolated;

  if (text == NULL)
    return NULL;
  plain = without_controls (text, FALSE);
  isolated = g_string_sized_new (plain->len);
  append_isolated (isolated, plain->str, plain->len);
  g_string_free (plain, TRUE);
  return g_string_free (isolated, FALSE);
}

/**
 * ear_outside_file_name:
 * @path: in whatever encoding file names have
 *
 * Returns: (transfer full): the file's name without its folder, as ear_outside_text() gives it.
 */
char *
ear_outside_file_name (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  return ear_outside_text (name);
}

/**
 * ear_outside_message:
 * @message: a sentence in which texts from outside stand in “ ”, as in all of ours
 *
 * Returns: (transfer full): the sentence without control characters, and each such text isolated that needs it.
 */
char *
ear_outside_message (const char *message)
{
  GString *plain = without_controls (message, FALSE);
  GString *isolated = g_string_sized_new (plain->len);
  const char *at = plain->str;
  const char *open;

  while ((open = strstr (at, "“")) != NULL)
    {
      const char *text = open + strlen ("“");
      const char *close = strstr (text, "”");
      gsize size = close == NULL ? strlen (text) : (gsize) (close - text);

      g_string_append_len (isolated, at, text - at);
      append_isolated (isolated, text, size);
      at = text + size;
    }
  g_string_append (isolated, at);
  g_string_free (plain, TRUE);
  return g_string_free (isolated, FALSE);
}

/**
 * ear_outside_plain:
 * @text: a sentence or a text, in which isolation that the functions above made stays
 *
 * Returns: (transfer full): the text on one line, without anything that a terminal would obey rather than show.
 */
char *
ear_outside_plain (const char *text)
{
  return g_string_free (without_controls (text, TRUE), FALSE);
}
