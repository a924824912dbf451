/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-suggest.h"

#include <math.h>
#include <string.h>

/* The newest coded voices that are learnt from: more teach little, and take longer. */
#define MOST_VOICES 5000
/* A theme that fewer voices have is not known well enough. */
#define LEAST_VOICES 3
/* Voices that the test leaves out, one after another. */
#define MOST_TESTED 1000
/* Half a voice that was not there, so that no word is impossible. */
#define SMOOTHING 0.5
#define LEAST_LETTERS 3
#define TOLD_WORDS 2

typedef struct
{
  EarId id;
  char *name;
  guint n_voices;
  GHashTable *words; /* word index + 1 → voices */
} Theme;

typedef struct
{
  GArray *words;  /* guint, ascending: indexes + 1 */
  GArray *themes; /* guint: indexes */
} Lesson;

struct _EarSuggester
{
  GPtrArray *themes;  /* Theme */
  GPtrArray *lessons; /* Lesson, newest first */
  GHashTable *words;  /* text → index + 1 */
  GPtrArray *names;   /* of the words, lent */
  GArray *n_with;     /* guint, by word: voices */
};

static void
theme_free (gpointer data)
{
  Theme *theme = data;

  g_free (theme->name);
  g_hash_table_unref (theme->words);
  g_free (theme);
}

static void
lesson_free (gpointer data)
{
  Lesson *lesson = data;

  g_array_unref (lesson->words);
  g_array_unref (lesson->themes);
  g_free (lesson);
}

void
ear_suggester_free (EarSuggester *suggester)
{
  if (suggester == NULL)
    return;
  g_clear_pointer (&suggester->themes, g_ptr_array_unref);
  g_clear_pointer (&suggester->lessons, g_ptr_array_unref);
  g_clear_pointer (&suggester->names, g_ptr_array_unref);
  g_clear_pointer (&suggester->words, g_hash_table_unref);
  g_clear_pointer (&suggester->n_with, g_array_unref);
  g_free (suggester);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Letters and digits, whatever the case, of three letters or more. Marks are part of words, as in Bengali. */
static GPtrArray *
split (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *begin = NULL;

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gboolean inside = *at != '\0' && is_word_character (g_utf8_get_char (at));

      if (inside && begin == NULL)
        begin = at;
      if (!inside && begin != NULL)
        {
          if (g_utf8_strlen (begin, at - begin) >= LEAST_LETTERS)
            g_ptr_array_add (words, g_strndup (begin, (gsize) (at - begin)));
          begin = NULL;
        }
      if (*at == '\0')
        return words;
    }
}

static void
add_once (GArray *set, guint number)
{
  guint at = 0;

  while (at < set->len && g_array_index (set, guint, at) < number)
    at++;
  if (at == set->len || g_array_index (set, guint, at) != number)
    g_array_insert_val (set, at, number);
}

static guint
learn_word (EarSuggester *suggester, const char *word)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (suggester->words, word));
  guint nothing = 0;

  if (number > 0)
    return number;
  g_array_append_val (suggester->n_with, nothing);
  number = suggester->n_with->len;
  g_ptr_array_add (suggester->names, g_strdup (word));
  g_hash_table_insert (suggester->words, g_ptr_array_index (suggester->names, number - 1), GUINT_TO_POINTER (number));
  return number;
}

static void
learn (EarSuggester *suggester, const char *text, GArray *themes)
{
  Lesson *lesson = g_new0 (Lesson, 1);
  g_autoptr (GPtrArray) words = split (text);

  lesson->words = g_array_new (FALSE, FALSE, sizeof (guint));
  lesson->themes = g_array_ref (themes);
  for (guint i = 0; i < words->len; i++)
    add_once (lesson->words, learn_word (suggester, g_ptr_array_index (words, i)));
  for (guint i = 0; i < lesson->words->len; i++)
    g_array_index (suggester->n_with, guint, g_array_index (lesson->words, guint, i) - 1)++;
  for (guint t = 0; t < themes->len; t++)
    {
      Theme *theme = g_ptr_array_index (suggester->themes, g_array_index (themes, guint, t));

      theme->n_voices++;
      for (guint i = 0; i < lesson->words->len; i++)
        {
          gpointer word = GUINT_TO_POINTER (g_array_index (lesson->words, guint, i));

          g_hash_table_insert (theme->words, word, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (theme->words, word)) + 1));
        }
    }
  g_ptr_array_add (suggester->lessons, lesson);
}

/* Themes that somebody may still choose. */
static gboolean
load_themes (EarSuggester *suggester, GHashTable *index, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store, "SELECT n, id, name FROM themes WHERE state = 0 AND retired IS NULL AND merged_into IS NULL ORDER BY id", error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      Theme *theme = g_new0 (Theme, 1);
      gint64 n = ear_statement_get_integer (each, 0);
      const char *name = ear_statement_get_text (each, 2);

      ear_statement_get_id (each, 1, &theme->id);
      theme->name = g_strdup (name == NULL ? "" : name);
      theme->words = g_hash_table_new (NULL, NULL);
      g_ptr_array_add (suggester->themes, theme);
      g_hash_table_insert (index, g_memdup2 (&n, sizeof n), GUINT_TO_POINTER (suggester->themes->len));
    }
  return step == EAR_STEP_DONE;
}

static const char lessons_sql[]
  = "WITH coded (n, id) AS MATERIALIZED (SELECT v.n, v.id FROM voices v WHERE v.text IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM codings k WHERE k.contribution = v.n AND k.state = 0) ORDER BY v.id DESC LIMIT ?1) "
    "SELECT coded.n, c.text, t.theme FROM coded CROSS JOIN contributions c ON c.n = coded.n "
    "CROSS JOIN voice_themes t ON t.contribution = coded.n ORDER BY coded.id DESC, t.theme";

static gboolean
load_lessons (EarSuggester *suggester, GHashTable *index, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, lessons_sql, error);
  g_autoptr (GArray) themes = NULL;
  g_autofree char *text = NULL;
  gint64 voice = 0;
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, MOST_VOICES);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0), theme = ear_statement_get_integer (each, 2);
      guint known = GPOINTER_TO_UINT (g_hash_table_lookup (index, &theme));

      if (row != voice)
        {
          if (themes != NULL && themes->len > 0)
            learn (suggester, text, themes);
          g_clear_pointer (&themes, g_array_unref);
          themes = g_array_new (FALSE, FALSE, sizeof (guint));
          g_set_str (&text, ear_statement_get_text (each, 1));
          voice = row;
        }
      if (known > 0)
        {
          known--;
          g_array_append_val (themes, known);
        }
    }
  if (themes != NULL && themes->len > 0)
    learn (suggester, text, themes);
  return step == EAR_STEP_DONE;
}

/**
 * ear_suggester_load:
 *
 * Returns: (transfer full) (nullable): what was learnt from the newest coded voices. It holds their words in memory only.
 */
EarSuggester *
ear_suggester_load (EarStore *store, GError **error)
{
  g_autoptr (EarSuggester) suggester = g_new0 (EarSuggester, 1);
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  suggester->themes = g_ptr_array_new_with_free_func (theme_free);
  suggester->lessons = g_ptr_array_new_with_free_func (lesson_free);
  suggester->words = g_hash_table_new (g_str_hash, g_str_equal);
  suggester->names = g_ptr_array_new_with_free_func (g_free);
  suggester->n_with = g_array_new (FALSE, TRUE, sizeof (guint));
  if (!load_themes (suggester, index, store, error) || !load_lessons (suggester, index, store, error))
    return NULL;
  return g_steal_pointer (&suggester);
}

/* How much a word speaks for a theme. @left_out: (nullable): a lesson that was not had */
static double
weigh (const EarSuggester *suggester, const Theme *theme, guint word, guint out_all, guint out_theme)
{
  guint n = suggester->lessons->len - out_all, of_theme = theme->n_voices - out_theme;
  guint with = g_array_index (suggester->n_with, guint, word - 1) - out_all;
  guint both = GPOINTER_TO_UINT (g_hash_table_lookup (theme->words, GUINT_TO_POINTER (word))) - out_theme;

  return log ((both + SMOOTHING) / (of_theme + 2 * SMOOTHING)) - log ((with - both + SMOOTHING) / (n - of_theme + 2 * SMOOTHING));
}

static gboolean
has_theme (const Lesson *lesson, guint theme)
{
  for (guint i = 0; i < lesson->themes->len; i++)
    {
      if (g_array_index (lesson->themes, guint, i) == theme)
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  guint theme;
  double score;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  return one->theme < other->theme ? -1 : one->theme > other->theme;
}

/* Themes that some word speaks for, the likeliest first. @left_out: (nullable) a lesson to do without, whose words these are */
static GArray *
rank (const EarSuggester *suggester, GArray *words, const Lesson *left_out)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  guint out_all = left_out != NULL;

  for (guint t = 0; t < suggester->themes->len; t++)
    {
      const Theme *theme = g_ptr_array_index (suggester->themes, t);
      guint out_theme = left_out != NULL && has_theme (left_out, t);
      guint n = suggester->lessons->len - out_all, of_theme = theme->n_voices - out_theme;
      Ranked one = { t, 0 };
      gboolean speaks = FALSE;

      if (of_theme < LEAST_VOICES)
        continue;
      one.score = log (of_theme + SMOOTHING) - log (n - of_theme + SMOOTHING);
      for (guint i = 0; i < words->len; i++)
        {
          guint word = g_array_index (words, guint, i);
          double weight;

          /* Only this voice ever had it. */
          if (g_array_index (suggester->n_with, guint, word - 1) == out_all)
            continue;
          weight = weigh (suggester, theme, word, out_all, out_theme);
          one.score += weight;
          speaks = speaks
                   || (weight > 0 && GPOINTER_TO_UINT (g_hash_table_lookup (theme->words, GUINT_TO_POINTER (word))) > out_theme);
        }
      if (speaks)
        g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);
  return ranked;
}

static void
suggestion_free (gpointer data)
{
  EarSuggestion *suggestion = data;

  g_free (suggestion->name);
  g_free (suggestion->words);
  g_free (suggestion);
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  return compare_ranked (a, b);
}

/* Why: the words that speak most for the theme, and how many voices with it have one of them. */
static void
explain (const EarSuggester *suggester, guint t, GArray *words, EarSuggestion *suggestion)
{
  const Theme *theme = g_ptr_array_index (suggester->themes, t);
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      guint word = g_array_index (words, guint, i);
      Ranked one = { word, weigh (suggester, theme, word, 0, 0) };

      if (one.score > 0 && g_hash_table_contains (theme->words, GUINT_TO_POINTER (word)))
        g_array_append_val (weights, one);
    }
  g_array_sort (weights, compare_weights);
  g_array_set_size (weights, MIN (weights->len, TOLD_WORDS));
  for (guint i = 0; i < weights->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ",
                            (char *) g_ptr_array_index (suggester->names, g_array_index (weights, Ranked, i).theme - 1));
  suggestion->words = g_string_free (g_steal_pointer (&text), FALSE);
  for (guint l = 0; l < suggester->lessons->len; l++)
    {
      const Lesson *lesson = g_ptr_array_index (suggester->lessons, l);
      gboolean alike = FALSE;

      for (guint i = 0; has_theme (lesson, t) && !alike && i < weights->len; i++)
        {
          for (guint w = 0; !alike && w < lesson->words->len; w++)
            alike = g_array_index (lesson->words, guint, w) == g_array_index (weights, Ranked, i).theme;
        }
      suggestion->alike += alike;
    }
}

/**
 * ear_suggester_suggest:
 *
 * Returns: (transfer full) (element-type EarSuggestion): at most @most themes, the likeliest first; none where nothing was
 *   learnt about its words.
 */
GPtrArray *
ear_suggester_suggest (const EarSuggester *suggester, const char *text, guint most)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func (suggestion_free);
  g_autoptr (GPtrArray) split_words = split (text == NULL ? "" : text);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) ranked = NULL;

  for (guint i = 0; i < split_words->len; i++)
    {
      guint word = GPOINTER_TO_UINT (g_hash_table_lookup (suggester->words, g_ptr_array_index (split_words, i)));

      if (word > 0)
        add_once (words, word);
    }
  ranked = rank (suggester, words, NULL);
  for (guint i = 0; i < ranked->len && i < most; i++)
    {
      guint t = g_array_index (ranked, Ranked, i).theme;
      const Theme *theme = g_ptr_array_index (suggester->themes, t);
      EarSuggestion *suggestion = g_new0 (EarSuggestion, 1);

      suggestion->theme = theme->id;
      suggestion->name = g_strdup (theme->name);
      explain (suggester, t, words, suggestion);
      g_ptr_array_add (suggestions, suggestion);
    }
  return suggestions;
}

/**
 * ear_suggester_test:
 * @most: suggestions a voice
 * @n_right: (out): voices for which one of them was a theme that a person gave
 *
 * Leaves each voice out in turn, suggests themes for it from all the others, and looks whether one is right.
 *
 * Returns: how many voices were tried.
 */
guint
ear_suggester_test (const EarSuggester *suggester, guint most, guint *n_right)
{
  guint every = MAX (1, suggester->lessons->len / MOST_TESTED), n = 0;

  *n_right = 0;
  for (guint l = 0; l < suggester->lessons->len; l += every, n++)
    {
      const Lesson *lesson = g_ptr_array_index (suggester->lessons, l);
      g_autoptr (GArray) ranked = rank (suggester, lesson->words, lesson);
      gboolean right = FALSE;

      for (guint i = 0; !right && i < ranked->len && i < most; i++)
        right = has_theme (lesson, g_array_index (ranked, Ranked, i).theme);
      *n_right += right;
    }
  return n;
}
