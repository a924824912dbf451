/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a plain bundle with COUNT invented contributions, each with one group and one theme: the same bytes for the
 * same count. Usage: bench-generate COUNT FILE */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_GROUPS 24
#define N_THEMES 60
#define VOICES_A_SESSION 30
#define VOCABULARY 4000
#define AT " at=\"2026-10-01T09:00:00.000Z\" by=\"1\""

static uint64_t state = 20261122;

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
  fprintf (out, "01930000-0000-7%03x-8000-%012lx", kind, n);
}

static void
begin (FILE *out, const char *name, unsigned kind, unsigned long n)
{
  fprintf (out, "  <%s id=\"", name);
  print_id (out, kind, n);
  fputs ("\"" AT ">\n", out);
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

  fputs ("    <text>", out);
  for (unsigned i = 0; i < words; i++)
    {
      /* The lower of two draws: some words are said far more often than others. */
      unsigned a = pick (VOCABULARY), b = pick (VOCABULARY);

      if (i > 0)
        fputc (' ', out);
      print_word (out, a < b ? a : b);
    }
  fputs ("</text>\n", out);
}

static void
print_all (FILE *out, unsigned long count)
{
  static const char *const feelings[] = { "idea", "not-working", "question", "working-well" };

  fputs ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n"
         "  <author n=\"1\" id=\"01930000-0000-7001-8000-000000000001\"/>\n", out);
  begin (out, "device", 1, 1);
  fputs ("    <name>Bench</name>\n  </device>\n", out);
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
      print_text (out);
      fprintf (out, "    <feeling>%s</feeling>\n  </contribution>\n", feelings[pick (4)]);
    }
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
  fputs ("</bundle>\n", out);
}

int
main (int argc, char **argv)
{
  unsigned long count = argc == 3 ? strtoul (argv[1], NULL, 10) : 0;
  FILE *out = count > 0 ? fopen (argv[2], "w") : NULL;

  if (out == NULL)
    {
      fprintf (stderr, "usage: %s COUNT FILE\n", argv[0]);
      return 2;
    }
  print_all (out, count);
  if (fclose (out) != 0)
    {
      fprintf (stderr, "%s: %s\n", argv[2], strerror (errno));
      return 1;
    }
  return 0;
}
