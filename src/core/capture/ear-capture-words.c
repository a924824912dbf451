/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-capture-words.h"

#include <string.h>

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/* What joins the letters on both sides of it: an apostrophe, and what Bengali and Persian write between letters. */
static gboolean
is_joiner (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x200c || c == 0x200d;
}

/* GP, NHS, A&E: they are in no dictionary, and everybody here knows them. */
static gboolean
is_acronym (const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isupper (c) && !is_joiner (c))
        return FALSE;
    }
  return TRUE;
}

static void
add_word (GArray *words, const char *text, const char *start, const char *end, gboolean original)
{
  const EarCaptureWord word = { (gsize) (start - text), (gsize) (end - text), original };

  if (!is_acronym (start, end))
    g_array_append_val (words, word);
}

/* The words between @p and @end, where there is no blank: "well-being" is two, "2nd" and "T12" are none. */
static void
add_words (GArray *words, const char *text, const char *p, const char *end, gboolean original)
{
  while (p < end)
    {
      const char *start = p, *last = p;
      gboolean digits = FALSE;

      for (; p < end; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          digits = digits || g_unichar_isdigit (c);
          if (is_letter (c) || g_unichar_isdigit (c))
            last = g_utf8_next_char (p);
          else if (!is_joiner (c) || last != p)
            break;
        }
      if (last > start && !digits)
        add_word (words, text, start, last, original);
      if (p < end)
        p = g_utf8_next_char (p);
    }
}

/* An address of the web or of mail, a path, a name in a computer. */
static gboolean
is_address (const char *p, const char *end)
{
  g_autofree char *token = g_strndup (p, (gsize) (end - p));
  const char *at = strchr (token, '@');

  return (at != NULL && at > token) || strchr (token, '_') != NULL || strstr (token, "://") != NULL
         || g_str_has_prefix (token, "www.");
}

static const char *
next_token (const char *p, const char **end)
{
  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  for (*end = p; **end != '\0' && !g_unichar_isspace (g_utf8_get_char (*end)); *end = g_utf8_next_char (*end))
    ;
  return p;
}

static void
add_token (GArray *words, const char *text, const char *start, const char *end, gboolean original)
{
  if (!is_address (start, end))
    add_words (words, text, start, end, original);
}

/* "|" or "|bn": the words begin behind it. */
static const char *
skip_tag (const char *p, const char *language)
{
  gsize length = language == NULL ? 0 : strlen (language);

  return length > 0 && strncmp (p + 1, language, length) == 0 ? p + 1 + length : p + 1;
}

/**
 * ear_capture_words:
 * @line: what stands in the capture line
 * @language: (out) (nullable) (transfer full): what the line says the original is written in
 *
 * Speakers, themes and signs are not words that were said; the private note is, as far as spelling goes.
 *
 * Returns: (transfer full) (element-type EarCaptureWord): the words, from the first to the last.
 */
GArray *
ear_capture_words (const char *line, char **language)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (EarCaptureWord));
  g_auto (EarCapture) capture = { 0 };
  gboolean original = FALSE, note = FALSE;
  const char *end;

  ear_capture_parse (line, NULL, NULL, &capture);
  for (const char *p = next_token (line, &end); *p != '\0'; p = next_token (end, &end))
    {
      if (!note && g_str_has_prefix (p, "//"))
        note = TRUE;
      else if (!note && !original && *p == '|')
        {
          p = skip_tag (p, capture.original_language);
          original = TRUE;
        }
      else if (!note && (*p == '#' || *p == '@') && end > p + 1)
        continue;
      add_token (words, line, p, end, original && !note);
    }
  *language = g_steal_pointer (&capture.original_language);
  return words;
}

/**
 * ear_prose_words:
 * @text: written without signs
 *
 * Returns: (transfer full) (element-type EarCaptureWord): its words, from the first to the last.
 */
GArray *
ear_prose_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (EarCaptureWord));
  const char *end;

  for (const char *p = next_token (text, &end); *p != '\0'; p = next_token (end, &end))
    add_token (words, text, p, end, FALSE);
  return words;
}
