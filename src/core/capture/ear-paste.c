/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paste.h"

#include <string.h>

#include "ear-capture-parser.h"

typedef struct
{
  const char *start, *end;
} Span;

/* What word processors, web pages and people put before an item of a list. Those of the second row are words as well,
 * and bullets only where a blank follows. */
static const char *const bullets[] = { "•", "◦", "▪", "▫", "●", "○", "■", "□", "‣", "⁃", "➢", "\uf0b7", NULL };
static const char *const dashes[] = { "·", "–", "—", "*", "o", NULL };

static const struct
{
  const char *open, *close;
} quotes[] = { { "“", "”" }, { "\"", "\"" }, { "«", "»" }, { "„", "“" }, { "„", "”" }, { "‘", "’" } };

static const char *
next_line (const char *p)
{
  const char *end = p + strcspn (p, "\r\n");

  if (*end == '\r' && end[1] == '\n')
    return end + 2;
  return *end == '\0' ? end : end + 1;
}

static Span
trimmed (const char *start, const char *end)
{
  while (start < end && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_find_prev_char (start, end);

      if (last == NULL || !g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return (Span) { start, end };
}

static gboolean
begins_with (Span span, const char *what)
{
  gsize length = strlen (what);

  return (gsize) (span.end - span.start) >= length && memcmp (span.start, what, length) == 0;
}

static gboolean
ends_with (Span span, const char *what)
{
  gsize length = strlen (what);

  return (gsize) (span.end - span.start) >= length && memcmp (span.end - length, what, length) == 0;
}

/* "3.", "12)", "(4)", "b)": up to three digits or one letter. "3.5 miles" and "2026. That year" are words. */
static Span
without_number (Span span)
{
  const char *p = span.start + (span.start < span.end && *span.start == '(');
  const char *digits = p;
  gboolean in_brackets = p > span.start;

  while (p < span.end && g_ascii_isdigit (*p))
    p++;
  if (p == digits && p < span.end && g_ascii_isalpha (*p) && p + 1 < span.end && p[1] == ')')
    p++;
  if (p == digits || p - digits > 3 || p >= span.end)
    return span;
  if (*p != ')' && (in_brackets || *p != '.'))
    return span;
  if (p + 1 < span.end && !g_unichar_isspace (g_utf8_get_char (p + 1)))
    return span;
  return p + 1 == span.end ? span : trimmed (p + 1, span.end);
}

static gboolean
is_followed_by_blank (Span span, const char *what)
{
  const char *after = span.start + strlen (what);

  return begins_with (span, what) && after < span.end && g_unichar_isspace (g_utf8_get_char (after));
}

/* A bullet with nothing behind it is all that the line says, and stays. */
static Span
without_bullet (Span span, EarPasteSplit by)
{
  for (gsize i = 0; bullets[i] != NULL; i++)
    {
      if (begins_with (span, bullets[i]) && span.start + strlen (bullets[i]) < span.end)
        return trimmed (span.start + strlen (bullets[i]), span.end);
    }
  for (gsize i = 0; dashes[i] != NULL; i++)
    {
      if (is_followed_by_blank (span, dashes[i]))
        return trimmed (span.start + strlen (dashes[i]), span.end);
    }
  if ((by & EAR_PASTE_HYPHEN_BULLETS) != 0 && is_followed_by_blank (span, "-"))
    return trimmed (span.start + 1, span.end);
  return without_number (span);
}

/* A pair round the whole piece, and no other between: "Yes" and "no" keeps its own. The piece is then exact words. */
static gboolean
is_quotation (Span span, Span *inside)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      Span within = { span.start + strlen (quotes[i].open), span.end - strlen (quotes[i].close) };

      if (!begins_with (span, quotes[i].open) || !ends_with (span, quotes[i].close) || within.start >= within.end)
        continue;
      if (g_strstr_len (within.start, within.end - within.start, quotes[i].open) == NULL
          && g_strstr_len (within.start, within.end - within.start, quotes[i].close) == NULL)
        {
          *inside = trimmed (within.start, within.end);
          return inside->start < inside->end;
        }
    }
  return FALSE;
}

/* A line of signs alone would be no voice, and so be lost: they are words then. */
static char *
with_words (char *line)
{
  g_autofree char *taken = line;
  g_auto (EarCapture) capture = { 0 };

  ear_capture_parse (taken, NULL, NULL, &capture);
  return ear_capture_has_words (&capture) ? g_steal_pointer (&taken) : g_strconcat ("\\", taken, NULL);
}

static char *
piece_of (Span span, EarPasteSplit by)
{
  Span words = without_bullet (span, by), inside;

  if (is_quotation (words, &inside))
    return with_words (g_strdup_printf ("\"%.*s\"", (int) (inside.end - inside.start), inside.start));
  return with_words (g_strndup (words.start, (gsize) (words.end - words.start)));
}

static void
add_piece (GPtrArray *pieces, const char *start, const char *end, EarPasteSplit by)
{
  Span span = trimmed (start, end);

  if (span.start < span.end)
    g_ptr_array_add (pieces, piece_of (span, by));
}

static gboolean
is_blank_line (const char *line, const char *end)
{
  Span span = trimmed (line, end);

  return span.start == span.end;
}

static gboolean
begins_item (const char *line, const char *end, EarPasteSplit by)
{
  Span span = trimmed (line, end), without = without_bullet (span, by);

  return without.start > span.start;
}

/**
 * ear_paste_is_page:
 *
 * Returns: whether @text is more than one piece, so that it is worth asking how to split it.
 */
gboolean
ear_paste_is_page (const char *text)
{
  const char *p = text + strspn (text, " \t\r\n");
  const char *end = p + strcspn (p, "\r\n");

  return end[strspn (end, " \t\r\n")] != '\0';
}

/**
 * ear_paste_guess:
 *
 * Returns: by paragraphs where lines stand together between empty ones and are no list, as in what a letter or a PDF wraps.
 *   Hyphens are taken for bullets where two lines or more begin with one and none with another sign for a feeling.
 */
EarPasteSplit
ear_paste_guess (const char *text)
{
  guint blank = 0, together = 0, items = 0, hyphens = 0, signs = 0;
  gboolean before = FALSE;

  for (const char *line = text; *line != '\0'; line = next_line (line))
    {
      Span span = trimmed (line, line + strcspn (line, "\r\n"));
      gboolean is_blank = span.start == span.end;
      gboolean is_hyphen = is_followed_by_blank (span, "-");
      gboolean is_sign = !is_blank && strchr ("+!?@", *span.start) != NULL;

      blank += is_blank && before;
      together += !is_blank && before;
      items += is_hyphen || is_sign || begins_item (line, span.end, EAR_PASTE_LINES);
      hyphens += is_hyphen;
      signs += is_sign && *span.start != '@';
      before = !is_blank;
    }
  return (blank > 0 && together > items ? EAR_PASTE_PARAGRAPHS : EAR_PASTE_LINES)
         | (hyphens > 1 && signs == 0 ? EAR_PASTE_HYPHEN_BULLETS : 0);
}

/**
 * ear_paste_split:
 * @text: valid UTF-8
 *
 * Bullets, numbering and quotation marks round a whole piece go; what stood in quotation marks is exact words. The signs
 * of the capture line keep their meaning, but where a piece has nothing else. Takes time in proportion to @text. Any thread.
 *
 * Returns: (transfer full) (element-type utf8): the pieces in their order, none of them blank.
 */
GPtrArray *
ear_paste_split (const char *text, EarPasteSplit by)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  for (const char *line = text; *line != '\0'; line = next_line (line))
    {
      const char *end = line + strcspn (line, "\r\n");

      if ((by & EAR_PASTE_PARAGRAPHS) == 0)
        {
          add_piece (pieces, line, end, by);
          continue;
        }
      /* An item of a list is a piece also where no empty line comes before it. */
      if (is_blank_line (line, end) || begins_item (line, end, by))
        {
          add_piece (pieces, start, line, by);
          start = line;
        }
    }
  if ((by & EAR_PASTE_PARAGRAPHS) != 0)
    add_piece (pieces, start, start + strlen (start), by);
  return pieces;
}

/**
 * ear_paste_join:
 *
 * Returns: (transfer full): both as one piece, the second on a line of its own.
 */
char *
ear_paste_join (const char *first, const char *second)
{
  return g_strconcat (first, "\n", second, NULL);
}

/**
 * ear_paste_cut:
 * @at: where to cut, in bytes
 * @first: (out): what stands before
 * @second: (out): and what stands after
 *
 * Returns: whether there is something on both sides; else nothing is cut.
 */
gboolean
ear_paste_cut (const char *piece, gsize at, char **first, char **second)
{
  Span before = trimmed (piece, piece + at), after = trimmed (piece + at, piece + strlen (piece));

  if (before.start == before.end || after.start == after.end)
    return FALSE;
  *first = g_strndup (before.start, (gsize) (before.end - before.start));
  *second = g_strndup (after.start, (gsize) (after.end - after.start));
  return TRUE;
}
