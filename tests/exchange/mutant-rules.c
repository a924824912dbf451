/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What data/schema/bundle.rnc says that it cannot say, as plain loops over a tree that it takes. */
#include <string.h>

#include "mutants.h"

typedef struct
{
  guint author;
  EarClock clock;
  const char *seen; /* (nullable) */
} Stamp;

static const char *
local_name (const MutantNode *node)
{
  const char *colon = strchr (node->name, ':');

  return colon == NULL ? node->name : colon + 1;
}

static gboolean
is_named (const MutantNode *node, const char *name)
{
  return strcmp (local_name (node), name) == 0;
}

static guint
count_authors (const MutantNode *bundle)
{
  guint n = 0;

  for (guint i = 0; i < bundle->children->len; i++)
    n += is_named (bundle->children->pdata[i], "author");
  return n;
}

static gboolean
names_author (const char *number, guint n_authors)
{
  guint64 value = number == NULL ? 1 : g_ascii_strtoull (number, NULL, 10);

  return number == NULL || (value >= 1 && value <= n_authors);
}

static gboolean
authors_are_in_order (const MutantNode *bundle)
{
  const char *last = "";

  for (guint i = 0; i < bundle->children->len && is_named (bundle->children->pdata[i], "author"); i++)
    {
      const char *id = mutant_attribute (bundle->children->pdata[i], "id");

      if (g_ascii_strtoull (mutant_attribute (bundle->children->pdata[i], "n"), NULL, 10) != i + 1 || strcmp (last, id) >= 0)
        return FALSE;
      last = id;
    }
  return TRUE;
}

static gboolean
ids_ascend (const MutantNode *bundle)
{
  const char *last_kind = "", *last = "";

  for (guint i = 0; i < bundle->children->len; i++)
    {
      const MutantNode *record = bundle->children->pdata[i];
      const char *kind = is_named (record, "erased") ? mutant_attribute (record, "kind") : local_name (record);
      const char *id = mutant_attribute (record, "id");

      if (strcmp (kind, last_kind) == 0 && strcmp (last, id) >= 0)
        return FALSE;
      last_kind = kind;
      last = id;
    }
  return TRUE;
}

/* A day that there is, and not the first moment of 1970. */
static gboolean
read_clock (const char *text, gsize length, EarClock *clock)
{
  g_autofree char *alone = g_strndup (text, length);

  return ear_clock_parse (alone, clock);
}

/* Entry number @n of a list such as “1@TIME 3@TIME”. */
static gboolean
get_seen (const char *list, guint n, guint *author, EarClock *clock, gboolean *right)
{
  const char *at;

  for (; list != NULL && n > 0; n--)
    {
      list = strchr (list, ' ');
      list = list == NULL ? NULL : list + 1;
    }
  if (list == NULL)
    return FALSE;
  at = strchr (list, '@') + 1;
  *author = (guint) g_ascii_strtoull (list, NULL, 10);
  *right = read_clock (at, strcspn (at, " "), clock);
  return TRUE;
}

static gboolean
seen_is_right (const Stamp *stamp, guint n_authors)
{
  guint author, last = 0;
  gboolean right;
  EarClock clock;

  for (guint i = 0; get_seen (stamp->seen, i, &author, &clock, &right); i++)
    {
      if (!right || author > n_authors || author <= last || author == stamp->author)
        return FALSE;
      last = author;
    }
  return TRUE;
}

/* The stamp that an element gives, or @own. */
static gboolean
take_stamp (const MutantNode *node, const Stamp *own, guint n_authors, Stamp *stamp)
{
  const char *at = mutant_attribute (node, "at");

  if (at == NULL)
    *stamp = *own;
  else
    {
      if (mutant_attribute (node, "by") == NULL)
        g_error ("The schema takes what it cannot: %s", mutant_write (node));
      if (!read_clock (at, strlen (at), &stamp->clock) || !names_author (mutant_attribute (node, "by"), n_authors))
        return FALSE;
      stamp->author = (guint) g_ascii_strtoull (mutant_attribute (node, "by"), NULL, 10);
    }
  stamp->seen = mutant_attribute (node, "seen");
  return seen_is_right (stamp, n_authors);
}

static gboolean
had_seen (const Stamp *stamp, const Stamp *other)
{
  guint author;
  gboolean right;
  EarClock clock;

  for (guint i = 0; get_seen (stamp->seen, i, &author, &clock, &right); i++)
    {
      if (author == other->author)
        return clock >= other->clock;
    }
  return FALSE;
}

/* Latest first, each author once, and nobody's seen by another. */
static gboolean
are_rivals (GArray *stamps)
{
  for (guint i = 0; i < stamps->len; i++)
    {
      const Stamp *one = &g_array_index (stamps, Stamp, i);

      for (guint j = i + 1; j < stamps->len; j++)
        {
          const Stamp *other = &g_array_index (stamps, Stamp, j);

          if (one->clock < other->clock || (one->clock == other->clock && one->author <= other->author)
              || one->author == other->author || had_seen (one, other) || had_seen (other, one))
            return FALSE;
        }
    }
  return TRUE;
}

/* The bytes of a value without what is no part of it. */
static gsize
count_bytes (const char *text)
{
  gsize n = 0;

  while (text != NULL && *text != '\0')
    {
      const char *end = g_str_has_prefix (text, "<!--") ? strstr (text, "-->") : g_str_has_prefix (text, "<?") ? strstr (text, "?>") : NULL;

      if (end != NULL)
        text = strchr (end, '>') + 1;
      else
        {
          n++;
          text++;
        }
    }
  return n;
}

static gboolean
fits (const char *kind_name, const MutantNode *node)
{
  EarKind kind;
  guint field;

  if (!ear_kind_from_name (kind_name, &kind) || !ear_field_from_name (kind, local_name (node), &field))
    return TRUE;
  switch (ear_field_info (kind, field)->type)
    {
    case EAR_TYPE_LINE:
      return count_bytes (node->text) <= EAR_MAX_LINE_BYTES;
    case EAR_TYPE_PROSE:
      return count_bytes (node->text) <= EAR_MAX_PROSE_BYTES;
    case EAR_TYPE_INTEGER:
    case EAR_TYPE_BOOLEAN:
    case EAR_TYPE_DAY:
    case EAR_TYPE_MOMENT:
    case EAR_TYPE_LANGUAGE:
    case EAR_TYPE_TERM:
    case EAR_TYPE_REFERENCE:
    default:
      return TRUE;
    }
}

static gboolean
record_is_right (const MutantNode *record, guint n_authors)
{
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (Stamp));
  const char *last = "deleted";
  Stamp own;

  if (is_named (record, "erased"))
    return TRUE;
  if (!take_stamp (record, NULL, n_authors, &own))
    return FALSE;
  g_array_append_val (stamps, own);
  for (guint i = 0; i < record->children->len; i++)
    {
      const MutantNode *field = record->children->pdata[i];
      Stamp stamp;

      if (!fits (local_name (record), field))
        return FALSE;
      if (!is_named (field, last))
        {
          if (!are_rivals (stamps))
            return FALSE;
          g_array_set_size (stamps, 0);
          last = local_name (field);
        }
      /* The record's own stamp is that of the presence that shows. */
      if (is_named (field, "deleted") && mutant_attribute (field, "at") == NULL)
        continue;
      if (!take_stamp (field, &own, n_authors, &stamp))
        return FALSE;
      g_array_append_val (stamps, stamp);
    }
  return are_rivals (stamps);
}

gboolean
mutant_is_beyond_grammar (const MutantNode *bundle)
{
  guint n_authors = count_authors (bundle);

  if (!names_author (mutant_attribute (bundle, "from"), n_authors) || !authors_are_in_order (bundle) || !ids_ascend (bundle))
    return TRUE;
  for (guint i = n_authors; i < bundle->children->len; i++)
    {
      if (!record_is_right (bundle->children->pdata[i], n_authors))
        return TRUE;
    }
  return FALSE;
}
