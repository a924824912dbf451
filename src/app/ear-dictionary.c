/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-dictionary.h"

#include <string.h>

#include <libspelling.h>

typedef enum
{
  JOB_LIST,
  JOB_CHECK,
  JOB_SUGGEST,
} JobKind;

/* Asked by the main thread, filled in by the dictionaries', and answered on the main thread. */
typedef struct
{
  JobKind kind;
  char *code;
  GPtrArray *words; /* char *, ends with NULL */
  gboolean *right;
  GStrv found;      /* (nullable) codes, or suggestions */
  gpointer answer;
  gpointer data;
  GDestroyNotify data_free;
} Job;

static GThreadPool *thread;
static GStrv codes; /* (nullable) of the dictionaries there are, such as en_GB; NULL until it is known */

static void
job_free (Job *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job->code);
  g_clear_pointer (&job->words, g_ptr_array_unref);
  g_free (job->right);
  g_strfreev (job->found);
  g_free (job);
}

/**
 * ear_dictionary_forbid_files:
 *
 * Enchant, which libspelling asks, makes lists of a person's own words below the home folder, and words are what people
 * said. A folder that cannot be made keeps it from that: it then holds such lists in memory alone. Before there are threads.
 */
void
ear_dictionary_forbid_files (void)
{
  g_setenv ("ENCHANT_CONFIG_DIR", "/dev/null/earshot", TRUE);
}

static SpellingChecker *
checker_for (const char *code)
{
  static GHashTable *checkers;
  SpellingChecker *checker;

  if (checkers == NULL)
    checkers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  checker = g_hash_table_lookup (checkers, code);
  if (checker == NULL)
    {
      checker = spelling_checker_new (NULL, code);
      g_hash_table_insert (checkers, g_strdup (code), checker);
    }
  return checker;
}

static GStrv
list_codes (void)
{
  g_autoptr (GListModel) languages = spelling_provider_list_languages (spelling_provider_get_default ());
  GStrvBuilder *list = g_strv_builder_new ();
  GStrv found;

  for (guint i = 0; i < g_list_model_get_n_items (languages); i++)
    {
      g_autoptr (SpellingLanguage) language = g_list_model_get_item (languages, i);

      g_strv_builder_add (list, spelling_language_get_code (language));
    }
  found = g_strv_builder_end (list);
  g_strv_builder_unref (list);
  return found;
}

/* Dictionaries know one apostrophe. */
static char *
as_in_dictionary (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "’", -1);

  return g_strjoinv ("'", parts);
}

static gboolean
answer_cb (gpointer data)
{
  Job *job = data;

  if (job->kind == JOB_LIST)
    {
      g_strfreev (codes);
      codes = g_steal_pointer (&job->found);
      ((EarDictionaryListed) job->answer) ();
    }
  else if (job->kind == JOB_CHECK)
    {
      ((EarDictionaryChecked) job->answer) (job->code, (const char *const *) job->words->pdata, job->right);
    }
  else
    {
      static const char *const none[] = { NULL };

      ((EarDictionarySuggested) job->answer) (job->found == NULL ? none : (const char *const *) job->found, job->data);
    }
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer nothing G_GNUC_UNUSED)
{
  Job *job = data;

  for (guint i = 0; job->kind == JOB_CHECK && i + 1 < job->words->len; i++)
    {
      g_autofree char *word = as_in_dictionary (job->words->pdata[i]);

      job->right[i] = spelling_checker_check_word (checker_for (job->code), word, -1);
    }
  if (job->kind == JOB_LIST)
    job->found = list_codes ();
  if (job->kind == JOB_SUGGEST)
    {
      g_autofree char *word = as_in_dictionary (job->words->pdata[0]);

      job->found = spelling_checker_list_corrections (checker_for (job->code), word);
    }
  /* Behind what is being typed. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, answer_cb, job, NULL);
}

static void
ask (JobKind kind, const char *code, GPtrArray *words, gpointer answer, gpointer data, GDestroyNotify data_free)
{
  Job *job = g_new0 (Job, 1);

  if (thread == NULL)
    {
      spelling_init ();
      thread = g_thread_pool_new (work, NULL, 1, FALSE, NULL);
    }
  job->kind = kind;
  job->code = g_strdup (code);
  job->words = words;
  job->right = words == NULL ? NULL : g_new0 (gboolean, words->len);
  job->answer = answer;
  job->data = data;
  job->data_free = data_free;
  g_thread_pool_push (thread, job, NULL);
}

/**
 * ear_dictionary_load:
 *
 * Finds out once which dictionaries there are.
 */
void
ear_dictionary_load (EarDictionaryListed listed)
{
  static gboolean asked;

  if (!asked)
    ask (JOB_LIST, NULL, NULL, listed, NULL, NULL);
  asked = TRUE;
}

static const char *
find_code (const char *code)
{
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (codes[i], code) == 0)
        return codes[i];
    }
  return NULL;
}

static const char *
find_beginning (const char *language)
{
  gsize length = strlen (language);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (codes[i], language, length) == 0 && codes[i][length] == '_')
        return codes[i];
    }
  return NULL;
}

/* As it is written where this computer is used. */
static const char *
find_local (const char *language)
{
  const char *const *names = g_get_language_names ();
  gsize length = strlen (language);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *code = g_ascii_strncasecmp (names[i], language, length) == 0 && names[i][length] == '_' ? find_code (names[i]) : NULL;

      if (code != NULL)
        return code;
    }
  return NULL;
}

/**
 * ear_dictionary_for:
 * @tag: a BCP 47 tag
 *
 * English is British unless the desktop says otherwise.
 *
 * Returns: (transfer none) (nullable): the code of the dictionary for it; %NULL where there is none, or none known yet.
 */
const char *
ear_dictionary_for (const char *tag)
{
  g_autofree char *wanted = g_strdelimit (g_strdup (tag), "-", '_');
  g_autofree char *language = g_strndup (wanted, strcspn (wanted, "_"));
  const char *found = find_code (wanted);

  if (found == NULL)
    found = find_local (language);
  if (found == NULL && g_ascii_strcasecmp (language, "en") == 0)
    found = find_code ("en_GB");
  if (found == NULL)
    found = find_code (language);
  return found == NULL ? find_beginning (language) : found;
}

/**
 * ear_dictionary_check:
 * @code: of a dictionary
 * @words: (transfer full) (element-type utf8): owns them
 */
void
ear_dictionary_check (const char *code, GPtrArray *words, EarDictionaryChecked checked)
{
  g_ptr_array_add (words, NULL);
  ask (JOB_CHECK, code, words, checked, NULL, NULL);
}

/**
 * ear_dictionary_suggest:
 *
 * Asks what else may have been meant.
 */
void
ear_dictionary_suggest (const char *code, const char *word, EarDictionarySuggested suggested, gpointer data,
                        GDestroyNotify data_free)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (word));
  ask (JOB_SUGGEST, code, words, suggested, data, data_free);
}
