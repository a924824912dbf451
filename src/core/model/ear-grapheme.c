/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reader sees one character end and the next begin. Extended grapheme clusters of UAX #29, by GLib's character
 * database; hangul and emoji, which it does not tell apart, by their blocks. */
#include "ear-span.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

static gboolean
extends (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
      return TRUE;
    default:
      /* The joiners, the skin tones, and the letters of flags by region. */
      return c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER || (c >= 0x1f3fb && c <= 0x1f3ff)
             || (c >= 0xe0020 && c <= 0xe007f);
    }
}

static gboolean
is_pictograph (gunichar c)
{
  return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2190 && c <= 0x2bff) || c == 0xa9 || c == 0xae || c == 0x203c || c == 0x2049
         || c == 0x3030 || c == 0x303d || c == 0x3297 || c == 0x3299;
}

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
joins_hangul (gunichar before, gunichar c)
{
  gboolean lead = before >= 0x1100 && before <= 0x115f;
  gboolean syllable = before >= 0xac00 && before <= 0xd7a3;
  gboolean open = syllable && (before - 0xac00) % 28 == 0;
  gboolean vowel = before >= 0x1160 && before <= 0x11a7;
  gboolean tail = before >= 0x11a8 && before <= 0x11ff;
  gboolean to_vowel = c >= 0x1160 && c <= 0x11a7;
  gboolean to_tail = c >= 0x11a8 && c <= 0x11ff;

  if (lead)
    return (c >= 0x1100 && c <= 0x115f) || to_vowel || (c >= 0xac00 && c <= 0xd7a3);
  if (vowel || open)
    return to_vowel || to_tail;
  return (syllable || tail) && to_tail;
}

/* Signs such as the Arabic number sign stand before what they belong to. */
static gboolean
prepends (gunichar c)
{
  return (c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f || c == 0x8e2;
}

/**
 * ear_text_boundaries:
 * @text: valid UTF-8
 * @n_points: (out): how many code points it has
 *
 * Returns: (transfer full) (array): of @n_points + 1, whether a reader's character ends before that code point. The beginning
 *   and the end are always such places.
 */
gboolean *
ear_text_boundaries (const char *text, gsize *n_points)
{
  gsize n = (gsize) g_utf8_strlen (text, -1), i = 0;
  gboolean *boundaries = g_new0 (gboolean, n + 1);
  gunichar before = 0, pictograph = 0; /* the last that was no extension, for emoji that are joined */
  guint regionals = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), i++)
    {
      gunichar c = g_utf8_get_char (p);
      gboolean joined = i > 0
                        && ((before == '\r' && c == '\n')
                            || (before != '\r' && before != '\n'
                                && (extends (c) || joins_hangul (before, c) || prepends (before)
                                    || (before == ZERO_WIDTH_JOINER && is_pictograph (pictograph) && is_pictograph (c))
                                    || (is_regional (before) && is_regional (c) && regionals % 2 == 1))));

      boundaries[i] = !joined;
      regionals = is_regional (c) ? regionals + 1 : 0;
      if (!extends (c))
        pictograph = c;
      before = c;
    }
  boundaries[n] = TRUE;
  *n_points = n;
  return boundaries;
}

/**
 * ear_span_snap:
 *
 * Returns: @span inside @text, made larger until it cuts no character as a reader sees it; empty where it was.
 */
EarSpan
ear_span_snap (const EarSpan *span, const char *text)
{
  gsize n;
  g_autofree gboolean *boundaries = ear_text_boundaries (text, &n);
  EarSpan snapped = { CLAMP (span->start, 0, (gint64) n), CLAMP (span->end, 0, (gint64) n) };
  gboolean empty = snapped.end <= snapped.start;

  while (!boundaries[snapped.start])
    snapped.start--;
  if (empty)
    snapped.end = snapped.start;
  while (!boundaries[snapped.end])
    snapped.end++;
  return snapped;
}
