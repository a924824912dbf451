/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-words.h"

#include <string.h>

static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *lower = g_utf8_casefold (plain == NULL ? text : plain, -1);
  GString *bare = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Accents on Latin letters do not matter; marks of other scripts are part of their words. */
      if (c < 0x300 || c > 0x36f)
        g_string_append_unichar (bare, c);
    }
  return g_string_free (bare, FALSE);
}

/**
 * ear_words_are_in:
 * @search: words as a person types them
 *
 * Returns: whether all of the words stand in @text, in whatever order. Capitals and accents do not matter, and each may be a part
 *   of a longer one.
 */
gboolean
ear_words_are_in (const char *text, const char *search)
{
  g_autofree char *all = fold (text), *wanted = fold (search);
  g_autoptr (GString) typed = g_string_new (wanted);
  g_auto (GStrv) words = NULL;

  /* Whole characters: their bytes are parts of letters of other scripts. */
  g_string_replace (typed, "“", " ", 0);
  g_string_replace (typed, "”", " ", 0);
  words = g_strsplit_set (typed->str, " \t\n\"", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0' && strstr (all, words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}
