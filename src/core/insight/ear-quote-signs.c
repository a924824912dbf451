/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What in a text looks as if it said who somebody is. It is meant to notice too much rather than too little: a person looks
 * at each. */
#include "ear-quote-check.h"

#include <string.h>

#define MONTHS "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
#define ROADS "road|rd|street|st|avenue|ave|lane|close|drive|way|court|crescent|gardens|place|terrace|square|hill|grove|walk"

/* Names stand after these, and where two words in a row begin with capitals. */
static const struct
{
  EarQuoteSigns sign;
  const char *pattern;
  GRegexCompileFlags flags;
} patterns[] = {
  { EAR_QUOTE_PHONE, "(?<![\\d])(\\+44|0)([\\s().-]*\\d){9,10}(?!\\d)", 0 },
  { EAR_QUOTE_ADDRESS, "\\b[a-z]{1,2}\\d[a-z\\d]?\\s*\\d[abd-hjlnp-uw-z]{2}\\b", G_REGEX_CASELESS },
  { EAR_QUOTE_ADDRESS, "\\b\\d+[a-z]?,?\\s+(\\w+\\s+){1,3}(" ROADS ")\\b", G_REGEX_CASELESS },
  { EAR_QUOTE_ADDRESS, "[\\w.+-]+@[\\w-]+\\.[\\w.]+", 0 },
  { EAR_QUOTE_BIRTH, "(?<!\\d)\\d{1,2}[./-]\\d{1,2}[./-](\\d{4}|\\d{2})(?!\\d)", 0 },
  { EAR_QUOTE_BIRTH, "(?<!\\d)(19|20)\\d\\d-\\d\\d-\\d\\d(?!\\d)", 0 },
  { EAR_QUOTE_BIRTH, "\\b\\d{1,2}(st|nd|rd|th)?\\s+(of\\s+)?(" MONTHS ")\\.?,?\\s+\\d{4}\\b", G_REGEX_CASELESS },
  { EAR_QUOTE_BIRTH, "\\b(" MONTHS ")\\s+\\d{1,2}(st|nd|rd|th)?,?\\s+\\d{4}\\b", G_REGEX_CASELESS },
  { EAR_QUOTE_NAME, "\\b(mr|mrs|ms|miss|mx|dr|doctor|prof|professor|nurse|sister|matron|auntie|uncle)\\.?\\s+\\p{Lu}[\\p{L}'’-]+", 0 },
  { EAR_QUOTE_NAME, "\\b(Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Nurse|Sister|Matron|Auntie|Uncle)\\.?\\s+\\p{Lu}[\\p{L}'’-]+", 0 },
  { EAR_QUOTE_NAME, "\\b([Mm]y name is|[Ii] am called|named|called)\\s+\\p{Lu}[\\p{L}'’-]+", 0 },
  { EAR_QUOTE_NHS_NUMBER, "(?<!\\d)\\d{3}[\\s-]?\\d{3}[\\s-]?\\d{4}(?!\\d)", 0 },
};

/* Words with a capital within a sentence that are nobody's name. */
static const char *const usual[] = {
  "i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
  "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "english",
  "british", "england", "britain", "christmas", "easter", "ramadan", "eid", "covid", "god", "healthwatch", "nhs", "gp", "gps",
  "bangladeshi", "bengali", "african", "asian", "polish", "romanian", "urdu", "punjabi", "arabic", "somali", "caribbean",
  "facebook", "whatsapp", "google", "zoom", "internet", "deaf", "autism", "send", NULL,
};

static void
note (GString *found, const char *words)
{
  if (found != NULL)
    g_string_append_printf (found, "%s%s", found->len == 0 ? "" : "; ", words);
}

/**
 * ear_is_nhs_number:
 * @digits: ten digits; blanks and hyphens between them are left out
 *
 * The tenth is a check digit: the nine before it, weighted from 10 to 2, are added up and divided by 11; 11 less what
 * remains, where 11 is written as 0 and 10 does not occur (NHS Data Model and Dictionary, NHS number).
 *
 * Returns: whether it could be an NHS number. Any thread.
 */
gboolean
ear_is_nhs_number (const char *digits)
{
  guint n = 0, sum = 0, check = 0;

  for (; *digits != '\0'; digits++)
    {
      if (!g_ascii_isdigit (*digits))
        continue;
      if (n < 9)
        sum += (guint) (*digits - '0') * (10 - n);
      else
        check = (guint) (*digits - '0');
      n++;
    }
  return n == 10 && (11 - sum % 11) % 11 == check;
}

static EarQuoteSigns
look_for_pattern (gsize p, const char *text, GString *found)
{
  g_autoptr (GRegex) regex = g_regex_new (patterns[p].pattern, patterns[p].flags, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  EarQuoteSigns signs = 0;

  g_assert (regex != NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *words = g_match_info_fetch (match, 0);

      if (patterns[p].sign == EAR_QUOTE_NHS_NUMBER && !ear_is_nhs_number (words))
        continue;
      signs |= patterns[p].sign;
      note (found, words);
    }
  return signs;
}

static gboolean
is_usual (const char *word, GHashTable *known)
{
  g_autofree char *folded = g_utf8_strdown (word, -1);

  return g_strv_contains (usual, folded) || (known != NULL && g_hash_table_contains (known, folded));
}

/* A word with one capital at its front, not at the front of a sentence. */
static EarQuoteSigns
look_for_names (const char *text, GHashTable *known, GString *found)
{
  g_autoptr (GRegex) regex = g_regex_new ("(?<![.!?:\"“‘(]\\s)(?<![.!?:\"“‘(])(?<!^)\\b\\p{Lu}[\\p{Ll}'’-]{2,}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  EarQuoteSigns signs = 0;

  g_assert (regex != NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 0);

      if (is_usual (word, known))
        continue;
      signs |= EAR_QUOTE_NAME;
      note (found, word);
    }
  return signs;
}

/**
 * ear_quote_look:
 * @known: (nullable): words in lower case that are nobody's name, such as those of places and groups
 * @found: (nullable): what was noticed is added
 *
 * Returns: what in the text may say who somebody is. Any thread.
 */
EarQuoteSigns
ear_quote_look (const char *text, GHashTable *known, GString *found)
{
  EarQuoteSigns signs = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;
  for (gsize p = 0; p < G_N_ELEMENTS (patterns); p++)
    signs |= look_for_pattern (p, text, found);
  return signs | look_for_names (text, known, found);
}
