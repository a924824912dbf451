/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-theme-finder.h"

#include <string.h>

/* How well a theme fits, best first. Equal ones stand by how often they were used, and by how long ago. */
enum
{
  FIT_EXACT,
  FIT_BEGINNING,
  FIT_WORDS,
  FIT_INSIDE,
  FIT_LETTERS,
  FIT_NONE,
};

typedef struct
{
  EarTreeRow *theme;
  int fit;
  guint use;
  guint place;
} Candidate;

/* So many themes count as just used. */
#define JUST_USED 8

/**
 * ear_name_key:
 *
 * Returns: (transfer full): @name for comparing: small letters and digits, one hyphen between words, so that
 *   "Being listened to", "being-listened-to" and "Being-Listened-To." are the same.
 */
char *
ear_name_key (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          /* "Carers' support": an apostrophe joins. */
          gap = gap || (c != '\'' && c != 0x2019);
          continue;
        }
      if (gap && key->len > 0)
        g_string_append_c (key, '-');
      gap = FALSE;
      g_string_append_unichar (key, c);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Each part of what was typed begins a word of the name, in order: "car-par" for "carers-as-partners". */
static gboolean
fits_words (const char *key, const char *typed)
{
  g_auto (GStrv) parts = g_strsplit (typed, "-", -1);
  g_auto (GStrv) words = g_strsplit (key, "-", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL && parts[n] != NULL; i++)
    {
      if (g_str_has_prefix (words[i], parts[n]))
        n++;
    }
  return parts[n] == NULL;
}

static gboolean
fits_letters (const char *key, const char *typed)
{
  for (; *key != '\0' && *typed != '\0'; key = g_utf8_next_char (key))
    {
      if (g_utf8_get_char (key) == g_utf8_get_char (typed))
        typed = g_utf8_next_char (typed);
    }
  return *typed == '\0';
}

static int
fit_of_key (const char *key, const char *typed)
{
  if (g_str_equal (key, typed))
    return FIT_EXACT;
  if (g_str_has_prefix (key, typed))
    return FIT_BEGINNING;
  if (fits_words (key, typed))
    return FIT_WORDS;
  if (strstr (key, typed) != NULL)
    return FIT_INSIDE;
  /* One or two letters are in nearly every name. */
  return strlen (typed) > 2 && fits_letters (key, typed) ? FIT_LETTERS : FIT_NONE;
}

static int
fit_of_theme (const EarTreeRow *theme, const char *typed)
{
  g_autofree char *name = theme->name == NULL ? NULL : ear_name_key (theme->name);
  g_autofree char *slug = theme->slug == NULL ? NULL : ear_name_key (theme->slug);
  int fit = name == NULL ? FIT_NONE : fit_of_key (name, typed);

  return slug == NULL ? fit : MIN (fit, fit_of_key (slug, typed));
}

/**
 * ear_theme_find:
 *
 * Returns: (transfer none) (nullable): the theme that is called @word, by its name or by its short name.
 */
const EarTreeRow *
ear_theme_find (GPtrArray *themes, const char *word)
{
  g_autofree char *typed = ear_name_key (word);

  for (guint i = 0; themes != NULL && *typed != '\0' && i < themes->len; i++)
    {
      if (fit_of_theme (themes->pdata[i], typed) == FIT_EXACT)
        return themes->pdata[i];
    }
  return NULL;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->fit != other->fit)
    return one->fit - other->fit;
  if (one->use != other->use)
    return one->use > other->use ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

static guint
most_voices (GPtrArray *themes)
{
  guint most = 1;

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    most = MAX (most, ((EarTreeRow *) themes->pdata[i])->voices);
  return most;
}

/* A conversation stays with its subject: the theme used last counts as the most used one does and its own voices with it, the
 * one before it an eighth less, and so on, so that what was used once and long ago does not stand in the way. */
static guint
use_of (const EarTreeRow *theme, const GArray *just_used, guint most)
{
  for (guint i = 0; just_used != NULL && i < just_used->len && i < JUST_USED; i++)
    {
      if (ear_id_equal (&g_array_index (just_used, EarId, i), &theme->id))
        return theme->voices + MAX (1, (guint) ((guint64) most * (JUST_USED - i) / JUST_USED));
    }
  return theme->voices;
}

/**
 * ear_theme_suggest:
 * @just_used: (nullable) (element-type EarId): the themes used last, the latest first
 * @word: what is typed so far; empty for those used most
 *
 * Returns: (transfer container) (element-type EarTreeRow): those that may be meant, the likeliest first; they belong
 *   to @themes.
 */
GPtrArray *
ear_theme_suggest (GPtrArray *themes, const GArray *just_used, const char *word, guint at_most)
{
  g_autofree char *typed = ear_name_key (word);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *suggested = g_ptr_array_new ();
  guint most = most_voices (themes);

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    {
      EarTreeRow *theme = themes->pdata[i];
      Candidate candidate = { theme, fit_of_theme (theme, typed), use_of (theme, just_used, most), i };

      if (candidate.fit != FIT_NONE)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && i < at_most; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      /* Letters here and there are a guess, for when nothing else fits. */
      if (candidate->fit == FIT_LETTERS && g_array_index (candidates, Candidate, 0).fit != FIT_LETTERS)
        break;
      g_ptr_array_add (suggested, candidate->theme);
    }
  return suggested;
}

/**
 * ear_theme_fits:
 *
 * Returns: whether what is typed stands in the theme's name. Letters here and there are only a guess.
 */
gboolean
ear_theme_fits (const EarTreeRow *theme, const char *word)
{
  g_autofree char *typed = ear_name_key (word);

  return fit_of_theme (theme, typed) < FIT_LETTERS;
}

/**
 * ear_theme_word:
 *
 * Returns: (transfer full): what to write after # for @theme, without blanks.
 */
char *
ear_theme_word (const EarTreeRow *theme)
{
  if (theme->slug != NULL && strpbrk (theme->slug, " \t\n") == NULL)
    return g_strdup (theme->slug);
  return ear_name_key (theme->name == NULL ? "" : theme->name);
}
