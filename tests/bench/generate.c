/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a plain bundle with COUNT invented contributions: the same bytes for the same arguments.
 * Usage: bench-generate COUNT FILE [WHAT]
 *   one      each contribution with one group and one theme (the default)
 *   other    the same with other records: each id lies between two of “one”
 *   base     contributions and their sessions alone
 *   mine     “base” after one device changed the words of every tenth contribution
 *   theirs   “base” after another device changed as many others
 *   report   what thirty partners sent a coordinator over two years: places, speakers, permissions, a strategy and actions, too */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_GROUPS 24
#define N_THEMES 60
#define VOICES_A_SESSION 30
#define VOCABULARY 4000
#define CHANGED_EVERY 10
#define N_PARTNERS 30
#define N_PLACES 31
#define N_PRIORITIES 28
#define N_ACTIONS 40
#define VOICES_A_SPEAKER 5
#define AT " at=\"2026-10-01T09:00:00.000Z\" by=\"%u\""

static uint64_t state = 20261122;
static unsigned long other; /* 1 for the ids between */
static unsigned author = 1;   /* who recorded what is printed */
static unsigned changed_by; /* who changed words: author 2 or 3, 0 for nobody */

static unsigned
pick (unsigned below)
{
  state = state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return (unsigned) ((state >> 33) % below);
}

/* Ids of a kind ascend with their number, as a bundle's order asks. */
static void
print_id (FILE *out, unsigned kind, unsigned long n)
{
  fprintf (out, "01930000-0000-7%03x-8000-%012lx", kind, 2 * n + other);
}

static void
begin (FILE *out, const char *name, unsigned kind, unsigned long n)
{
  fprintf (out, "  <%s id=\"", name);
  print_id (out, kind, n);
  fprintf (out, "\"" AT ">\n", author);
}

static void
refer (FILE *out, const char *name, unsigned kind, unsigned long n)
{
  fprintf (out, "    <%s>", name);
  print_id (out, kind, n);
  fprintf (out, "</%s>\n", name);
}

static void
print_word (FILE *out, unsigned word)
{
  static const char *const syllables[] = { "ca", "re", "ti", "mo", "lan", "der", "is", "wo", "ne", "pal", "sto", "ver", "ing", "ha", "qui", "ber" };

  for (unsigned rest = word + 16; rest > 0; rest /= 16)
    fputs (syllables[rest % 16], out);
}

static void
print_text (FILE *out)
{
  unsigned words = 8 + pick (24);

  for (unsigned i = 0; i < words; i++)
    {
      /* The lower of two draws: some words are said far more often than others. */
      unsigned a = pick (VOCABULARY), b = pick (VOCABULARY);

      if (i > 0)
        fputc (' ', out);
      print_word (out, a < b ? a : b);
    }
}

/* A changed text has a stamp of its own, and its author had seen the first one. */
static void
print_text_element (FILE *out, unsigned long n)
{
  if (changed_by != 0 && n % CHANGED_EVERY == changed_by)
    {
      fprintf (out, "    <text at=\"2026-10-02T09:00:00.000Z\" by=\"%u\" seen=\"1@2026-10-01T09:00:00.000Z\">Changed ",
               changed_by);
    }
  else
    fputs ("    <text>", out);
  print_text (out);
  fputs ("</text>\n", out);
}

static void
print_links (FILE *out, unsigned long count)
{
  /* Ids of links come from a hash, so links refer to contributions in no order. */
  for (unsigned long i = 0; i < count; i++)
    {
      begin (out, "contribution-group", 6, i);
      refer (out, "contribution", 5, (i * 7919UL) % count);
      refer (out, "group", 2, pick (N_GROUPS));
      fputs ("  </contribution-group>\n", out);
    }
  for (unsigned long i = 0; i < count; i++)
    {
      begin (out, "coding", 7, i);
      refer (out, "contribution", 5, i);
      refer (out, "theme", 3, pick (N_THEMES));
      fputs ("    <coder>R1</coder>\n  </coding>\n", out);
    }
}

static void
print_head (FILE *out)
{
  fputs ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n", out);
  for (unsigned n = 1; n <= (changed_by == 0 ? 1 : 3); n++)
    {
      fprintf (out, "  <author n=\"%u\" id=\"", n);
      print_id (out, 1, n);
      fputs ("\"/>\n", out);
    }
  begin (out, "device", 1, 1);
  fputs ("    <name>Bench</name>\n  </device>\n", out);
}

static void
print_all (FILE *out, unsigned long count, int with_links)
{
  static const char *const feelings[] = { "idea", "not-working", "question", "working-well" };

  print_head (out);
  for (unsigned long i = 0; i < N_GROUPS; i++)
    {
      begin (out, "group", 2, i);
      fprintf (out, "    <name>Group %lu</name>\n  </group>\n", i);
    }
  for (unsigned long i = 0; i < N_THEMES; i++)
    {
      begin (out, "theme", 3, i);
      fprintf (out, "    <name>Theme %lu</name>\n  </theme>\n", i);
    }
  for (unsigned long i = 0; i <= count / VOICES_A_SESSION; i++)
    {
      begin (out, "session", 4, i);
      fprintf (out, "    <title>Session %lu</title>\n    <nature>conversation</nature>\n    <started>2026-%02lu-%02lu</started>\n  </session>\n",
               i, 1 + i % 12, 1 + i % 28);
    }
  for (unsigned long i = 0; i < count; i++)
    {
      begin (out, "contribution", 5, i);
      refer (out, "session", 4, i / VOICES_A_SESSION);
      fprintf (out, "    <position>%lu</position>\n", i % VOICES_A_SESSION);
      print_text_element (out, i);
      fprintf (out, "    <feeling>%s</feeling>\n  </contribution>\n", feelings[pick (4)]);
    }
  if (with_links)
    print_links (out, count);
  fputs ("</bundle>\n", out);
}

/* Thirty partners and whose devices they are. */
static void
print_partners (FILE *out)
{
  fputs ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n", out);
  for (unsigned n = 1; n <= N_PARTNERS; n++)
    {
      fprintf (out, "  <author n=\"%u\" id=\"", n);
      print_id (out, 1, n);
      fputs ("\"/>\n", out);
    }
  for (author = 1; author <= N_PARTNERS; author++)
    {
      begin (out, "organisation", 8, author);
      fprintf (out, "    <name>Partner %u</name>\n    <sector>vcse</sector>\n  </organisation>\n", author);
    }
  for (author = 1; author <= N_PARTNERS; author++)
    {
      begin (out, "device", 1, author);
      fprintf (out, "    <name>Laptop %u</name>\n", author);
      refer (out, "organisation", 8, author);
      fputs ("  </device>\n", out);
    }
  author = 1;
}

static void
print_trees (FILE *out)
{
  for (unsigned long i = 0; i < N_PLACES; i++)
    {
      begin (out, "place", 9, i);
      fprintf (out, "    <name>Place %lu</name>\n    <level>%s</level>\n", i, i == 0 ? "system" : i <= 5 ? "place" : "neighbourhood");
      if (i > 0)
        refer (out, "parent", 9, i <= 5 ? 0 : 1 + i % 5);
      fputs ("  </place>\n", out);
    }
  for (unsigned long i = 0; i < N_GROUPS; i++)
    {
      begin (out, "group", 2, i);
      fprintf (out, "    <name>Group %lu</name>\n  </group>\n", i);
    }
  for (unsigned long i = 0; i < N_THEMES; i++)
    {
      begin (out, "theme", 3, i);
      fprintf (out, "    <name>Theme %lu</name>\n", i);
      if (i >= 12)
        refer (out, "parent", 3, i % 12);
      fputs ("  </theme>\n", out);
    }
}

static void
print_strategy (FILE *out)
{
  begin (out, "strategy", 10, 0);
  fputs ("    <title>A strategy</title>\n  </strategy>\n", out);
  for (unsigned long i = 0; i < N_PRIORITIES; i++)
    {
      begin (out, "priority", 11, i);
      refer (out, "strategy", 10, 0);
      if (i >= 4)
        refer (out, "parent", 11, i % 4);
      fprintf (out, "    <label>Priority %lu</label>\n    <nature>%s</nature>\n    <position>%lu</position>\n  </priority>\n", i,
               i < 4 ? "pillar" : "priority", i);
    }
  for (unsigned long i = 12; i < N_THEMES; i++)
    {
      begin (out, "mapping", 12, i);
      refer (out, "theme", 3, i);
      refer (out, "priority", 11, 4 + i % (N_PRIORITIES - 5));
      fputs ("  </mapping>\n", out);
    }
}

static unsigned
partner_of (unsigned long i, unsigned long count)
{
  return 1 + (unsigned) (i * N_PARTNERS / count);
}

static void
print_sessions_and_speakers (FILE *out, unsigned long count)
{
  for (unsigned long i = 0; i <= (count - 1) / VOICES_A_SESSION; i++)
    {
      author = partner_of (i * VOICES_A_SESSION, count);
      begin (out, "session", 4, i);
      fprintf (out, "    <title>Session %lu</title>\n    <nature>conversation</nature>\n    <started>%u-%02u-%02u</started>\n", i,
               2025 + pick (2), 1 + pick (10), 1 + pick (28));
      refer (out, "place", 9, 6 + pick (N_PLACES - 6));
      refer (out, "organisation", 8, author);
      fputs ("  </session>\n", out);
    }
  for (unsigned long i = 0; i <= (count - 1) / VOICES_A_SPEAKER; i++)
    {
      author = partner_of (i * VOICES_A_SPEAKER, count);
      begin (out, "participant", 13, i);
      fprintf (out, "    <label>P%lu</label>\n    <nature>person</nature>\n", 1 + i % (VOICES_A_SESSION / VOICES_A_SPEAKER));
      refer (out, "session", 4, i * VOICES_A_SPEAKER / VOICES_A_SESSION);
      fputs ("  </participant>\n", out);
    }
}

static void
print_partners_voices (FILE *out, unsigned long count)
{
  static const char *const feelings[] = { "idea", "not-working", "question", "working-well", "mixed" };
  static const char *const permissions[] = { "quote", "quote", "paraphrase", "paraphrase", "count" };

  for (unsigned long i = 0; i < count; i++)
    {
      author = partner_of (i, count);
      begin (out, "contribution", 5, i);
      refer (out, "session", 4, i / VOICES_A_SESSION);
      fprintf (out, "    <position>%lu</position>\n", i % VOICES_A_SESSION);
      refer (out, "participant", 13, i / VOICES_A_SPEAKER);
      fputs ("    <text>", out);
      print_text (out);
      fprintf (out, "</text>\n    <feeling>%s</feeling>\n    <permission>%s</permission>\n  </contribution>\n", feelings[pick (5)],
               permissions[pick (5)]);
    }
}

static void
print_actions (FILE *out)
{
  author = 1;
  for (unsigned long i = 0; i < N_ACTIONS; i++)
    {
      begin (out, "action", 14, i);
      fprintf (out, "    <title>Action %lu</title>\n", i);
      refer (out, "organisation", 8, 1 + i % N_PARTNERS);
      fputs ("  </action>\n", out);
    }
  for (unsigned long i = 0; i < N_ACTIONS; i++)
    {
      begin (out, "action-contribution", 15, i);
      refer (out, "action", 14, i);
      refer (out, "contribution", 5, i * 7);
      fputs ("  </action-contribution>\n", out);
    }
  for (unsigned long i = 0; i < N_ACTIONS; i++)
    {
      begin (out, "action-priority", 16, i);
      refer (out, "action", 14, i);
      refer (out, "priority", 11, 4 + i % (N_PRIORITIES - 4));
      fputs ("  </action-priority>\n", out);
    }
  for (unsigned long i = 0; i < N_ACTIONS; i++)
    {
      begin (out, "action-step", 17, i);
      refer (out, "action", 14, i);
      fprintf (out, "    <status>%s</status>\n    <happened>2026-09-%02lu</happened>\n  </action-step>\n", i % 3 == 0 ? "done" : "considering",
               1 + i % 28);
    }
}

static void
print_report (FILE *out, unsigned long count)
{
  print_partners (out);
  print_trees (out);
  print_strategy (out);
  print_sessions_and_speakers (out, count);
  print_partners_voices (out, count);
  print_links (out, count);
  print_actions (out);
  fputs ("</bundle>\n", out);
}

static int
choose (const char *what, int *with_links)
{
  *with_links = strcmp (what, "one") == 0 || strcmp (what, "other") == 0;
  other = strcmp (what, "other") == 0;
  changed_by = strcmp (what, "mine") == 0 ? 2 : strcmp (what, "theirs") == 0 ? 3 : 0;
  return *with_links || changed_by != 0 || strcmp (what, "base") == 0 || strcmp (what, "report") == 0;
}

int
main (int argc, char **argv)
{
  unsigned long count = argc == 3 || argc == 4 ? strtoul (argv[1], NULL, 10) : 0;
  int with_links = 1;
  FILE *out = NULL;

  if (count > 0 && choose (argc == 4 ? argv[3] : "one", &with_links))
    out = fopen (argv[2], "w");
  if (out == NULL)
    {
      fprintf (stderr, "usage: %s COUNT FILE [one|other|base|mine|theirs|report]\n", argv[0]);
      return 2;
    }
  if (argc == 4 && strcmp (argv[3], "report") == 0)
    print_report (out, count);
  else
    print_all (out, count, with_links);
  if (fclose (out) != 0)
    {
      fprintf (stderr, "%s: %s\n", argv[2], strerror (errno));
      return 1;
    }
  return 0;
}
