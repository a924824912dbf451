/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-capture-suggest.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-theme-finder.h"

/* More would wrap, and the list above would move while somebody types. */
#define MAX_SUGGESTIONS 3

static void
suggestion_free (EarSuggestion *suggestion)
{
  g_free (suggestion->label);
  g_free (suggestion->word);
  g_free (suggestion);
}

static GPtrArray *
new_suggestions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) suggestion_free);
}

static void
add (GPtrArray *suggestions, const char *label, char *word)
{
  EarSuggestion *suggestion = g_new0 (EarSuggestion, 1);

  suggestion->label = g_strdup (label);
  suggestion->word = word;
  g_ptr_array_add (suggestions, suggestion);
}

/**
 * ear_suggest_themes:
 * @themes: (nullable) (element-type EarTreeRow): the themes there are
 * @just_used: (nullable) (element-type EarId): those used last, the latest first
 * @typed: what stands after #
 * @known: (out): whether it is a theme's whole name
 *
 * Returns: (transfer full) (element-type EarSuggestion): the likeliest first; none where the name is whole.
 */
GPtrArray *
ear_suggest_themes (GPtrArray *themes, const GArray *just_used, const char *typed, gboolean *known)
{
  GPtrArray *suggestions = new_suggestions ();
  g_autoptr (GPtrArray) found = NULL;

  *known = ear_theme_find (themes, typed) != NULL;
  if (*known)
    return suggestions;
  found = ear_theme_suggest (themes, just_used, typed, MAX_SUGGESTIONS);
  for (guint i = 0; i < found->len; i++)
    {
      const EarTreeRow *theme = found->pdata[i];

      add (suggestions, theme->name, ear_theme_word (theme));
    }
  return suggestions;
}

/* The first of P1, P2 …, or of table 1, table 2 …, that nobody is called yet. */
static char *
next_speaker (GPtrArray *speakers, gboolean table)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *label = g_strdup_printf (table ? "table %u" : "P%u", n);
      gboolean taken = FALSE;

      for (guint i = 0; speakers != NULL && i < speakers->len && !taken; i++)
        taken = g_ascii_strcasecmp (speakers->pdata[i], label) == 0;
      if (!taken)
        return g_steal_pointer (&label);
    }
}

/* What is written after @: the line knows "table 3" as it is said; what else has a blank in it needs a hyphen there. */
static char *
word_of (const char *label)
{
  if (g_ascii_strncasecmp (label, "table ", 6) == 0 && label[6] != '\0' && strspn (label + 6, "0123456789") == strlen (label + 6))
    return g_strdup (label);
  return g_strdelimit (g_strdup (label), " \t\n", '-');
}

static void
add_next (GPtrArray *suggestions, GPtrArray *speakers, const char *key, gboolean table)
{
  g_autofree char *next = next_speaker (speakers, table);
  g_autofree char *next_key = ear_name_key (next);
  g_autofree char *label = g_strdup_printf (_ ("%s (new)"), next);

  if (g_str_has_prefix (next_key, key) && !g_str_equal (next_key, key))
    add (suggestions, label, g_steal_pointer (&next));
}

/**
 * ear_suggest_speakers:
 * @speakers: (nullable) (element-type utf8): who has spoken in this session
 * @typed: what stands after @
 * @known: (out): whether it is one of them
 *
 * Returns: (transfer full) (element-type EarSuggestion): those it may be, and last the next new one, or the next table.
 */
GPtrArray *
ear_suggest_speakers (GPtrArray *speakers, const char *typed, gboolean *known)
{
  GPtrArray *suggestions = new_suggestions ();
  g_autofree char *key = ear_name_key (typed);

  *known = FALSE;
  for (guint i = 0; speakers != NULL && i < speakers->len && !*known; i++)
    {
      g_autofree char *speaker = word_of (speakers->pdata[i]);
      g_autofree char *speaker_key = ear_name_key (speaker);

      *known = g_str_equal (key, speaker_key);
      if (!*known && suggestions->len < MAX_SUGGESTIONS && g_str_has_prefix (speaker_key, key))
        add (suggestions, speakers->pdata[i], g_steal_pointer (&speaker));
    }
  if (*known)
    {
      g_ptr_array_set_size (suggestions, 0);
      return suggestions;
    }
  add_next (suggestions, speakers, key, FALSE);
  /* Most conversations have no tables: one is offered to whoever begins to write it. */
  if (*key != '\0')
    add_next (suggestions, speakers, key, TRUE);
  return suggestions;
}
