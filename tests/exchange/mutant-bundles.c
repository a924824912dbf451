/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles with a few records of random kinds, and what such a bundle may be changed with. */
#include <string.h>

#include "mutants.h"

static const char *const author_ids[] = { WORLD_A, WORLD_B, WORLD_C };

static char *
some_id (guint n)
{
  return g_strdup_printf ("aaaaaaaa-0000-7000-8000-%012u", n);
}

static char *
random_clock (guint month)
{
  return g_strdup_printf ("2026-%02u-%02uT%02u:00:00.%03uZ%s", month, 1 + mutant_pick (28), mutant_pick (24), mutant_pick (1000),
                          mutant_chance (20) ? "+7" : "");
}

static char *
good_value (const EarFieldInfo *info)
{
  static const char *const texts[] = { "Words &amp; more", "উপরে যাওয়ার পথ নেই", "لا أحد يسأل", "x", "a &lt; b" };

  if (mutant_chance (8))
    return NULL;
  switch (info->type)
    {
    case EAR_TYPE_INTEGER:
      return g_strdup_printf ("%u", mutant_pick (2000));
    case EAR_TYPE_BOOLEAN:
      return g_strdup ("true");
    case EAR_TYPE_DAY:
      return g_strdup_printf ("2026-%02u-%02u", 1 + mutant_pick (12), 1 + mutant_pick (28));
    case EAR_TYPE_MOMENT:
      return g_strdup (mutant_chance (50) ? "2026-11-22T10:15" : "2026");
    case EAR_TYPE_LANGUAGE:
      return g_strdup ("bn");
    case EAR_TYPE_TERM:
      return g_strdup (info->terms[mutant_pick (g_strv_length ((GStrv) info->terms))]);
    case EAR_TYPE_REFERENCE:
      return some_id (mutant_pick (9));
    case EAR_TYPE_PROSE:
      return g_strdup (mutant_chance (30) ? "One\nand two" : texts[mutant_pick (G_N_ELEMENTS (texts))]);
    case EAR_TYPE_LINE:
    default:
      return g_strdup (texts[mutant_pick (G_N_ELEMENTS (texts))]);
    }
}

/* The record's own stamp is of November; a rival of it is of an earlier month, by another author, each once. */
static void
add_field (MutantNode *record, const EarFieldInfo *info)
{
  guint n = mutant_chance (20) ? 2 + mutant_pick (2) : 1;

  for (guint i = 0; i < n; i++)
    {
      MutantNode *field = mutant_new (info->name);

      field->text = good_value (info);
      if (i > 0 || (n == 1 && mutant_chance (20)))
        {
          g_autofree char *clock = random_clock (10 - i);

          mutant_set (field, "at", clock);
          mutant_set (field, "by", i == 0 ? "1" : i == 1 ? "2" : "3");
          if (mutant_chance (30))
            {
              g_autofree char *seen = random_clock (2);
              g_autofree char *list = g_strdup_printf ("%u@%s", i == 0 ? 2 : 1, seen);

              mutant_set (field, "seen", list);
            }
        }
      g_ptr_array_add (record->children, field);
    }
}

static MutantNode *
make_record (EarKind kind, guint number)
{
  const EarKindInfo *info = ear_kind_info (kind);
  g_autofree char *id = some_id (number);
  g_autofree char *clock = random_clock (11);
  MutantNode *record = mutant_new (mutant_chance (12) ? "erased" : info->name);

  if (strcmp (record->name, "erased") == 0)
    mutant_set (record, "kind", info->name);
  mutant_set (record, "id", id);
  if (strcmp (record->name, "erased") == 0)
    return record;
  mutant_set (record, "at", clock);
  mutant_set (record, "by", "1");
  if (mutant_chance (20))
    mutant_set (record, "seen", "2@2026-01-01T00:00:00.000Z 3@2026-01-01T00:00:00.000Z");
  if (mutant_chance (15))
    {
      MutantNode *deleted = mutant_new ("deleted");

      deleted->text = g_strdup ("true");
      g_ptr_array_add (record->children, deleted);
    }
  if (mutant_chance (10))
    {
      MutantNode *deleted = mutant_new ("deleted");
      g_autofree char *before = random_clock (6);

      mutant_set (deleted, "at", before);
      mutant_set (deleted, "by", "2");
      deleted->text = mutant_chance (50) ? NULL : g_strdup ("true");
      g_ptr_array_add (record->children, deleted);
    }
  for (guint i = 1; i < info->n_fields; i++)
    {
      const EarFieldInfo *field = &info->fields[i];

      if (!(field->flags & EAR_FIELD_LOCAL) && ((field->flags & EAR_FIELD_REQUIRED) || mutant_chance (50)))
        add_field (record, field);
    }
  return record;
}

MutantNode *
mutant_new_bundle (void)
{
  MutantNode *bundle = mutant_new ("bundle");
  guint number = 0;

  mutant_set (bundle, "xmlns", "urn:earshot:bundle:1");
  if (mutant_chance (70))
    mutant_set (bundle, "from", "1");
  for (guint i = 0; i < G_N_ELEMENTS (author_ids); i++)
    {
      MutantNode *author = mutant_new ("author");
      g_autofree char *n = g_strdup_printf ("%u", i + 1);

      mutant_set (author, "n", n);
      mutant_set (author, "id", author_ids[i]);
      g_ptr_array_add (bundle->children, author);
    }
  for (guint kind = mutant_pick (6); kind < EAR_N_KINDS; kind += 1 + mutant_pick (8))
    {
      for (guint n = 1 + mutant_pick (2); n > 0; n--)
        g_ptr_array_add (bundle->children, make_record ((EarKind) kind, number++));
    }
  return bundle;
}

static const char *
any_name (void)
{
  static const char *const others[]
    = { "author", "erased", "bundle", "deleted", "Name", "nickname", "e:name", "private-notes", "contact", "safeguarding", "text" };
  const EarKindInfo *kind = ear_kind_info ((EarKind) mutant_pick (EAR_N_KINDS));

  if (mutant_chance (30))
    return others[mutant_pick (G_N_ELEMENTS (others))];
  return mutant_chance (50) ? kind->name : kind->fields[mutant_pick (kind->n_fields)].name;
}

static const char *const attribute_names[]
  = { "id", "at", "by", "seen", "kind", "n", "from", "At", "xml:lang", "xml:space", "xmlns:e", "e:id", "lang", "partial", NULL };

/* Values at the edge of what something takes, and just beyond. */
static const char *const edges[] = {
  "", " ", "0", "1", "2", "3", "4", "10000", "10001", "01", "999999999999999", "1000000000000000", "-1", "+1", "1.0", "٣",
  "true", "false", "TRUE", "1&#10;", "2026", "0000", "9999", "0001-01-01", "2026-13", "2026-12", "2026-02-29", "2028-02-29",
  "2000-02-29", "1900-02-29", "2026-11-31", "2026-11-22T24:00", "2026-11-22T23:59", "2026-11-22T23:60", " 2026-11-22",
  "b", "bn", "bn-BD", "bn_BD", "bn-", "x-1", "abcdefghijklmnopqrstuvwxyzabcdefghi", "abcdefghijklmnopqrstuvwxyzabcdefghij",
  "aaaaaaaa-0000-7000-8000-000000000000", "AAAAAAAA-0000-7000-8000-000000000000", "00000000-0000-0000-0000-000000000000",
  "aaaaaaaa-0000-7000-8000-00000000000", "aaaaaaaa-0000-7000-8000-0000000000000", "aaaaaaaa000070008000000000000000",
  "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z", "1969-12-31T23:59:59.999Z", "6428-12-31T23:59:59.999Z",
  "6429-01-01T00:00:00.000Z", "2026-11-22T10:15:30.123Z+1", "2026-11-22T10:15:30.123Z+65535", "2026-11-22T10:15:30.123Z+65536",
  "2026-11-22T10:15:30.123Z+0", "2026-11-22T10:15:30.123Z ", "2026-02-29T00:00:00.000Z", "2028-02-29T00:00:00.000Z",
  "1@2026-02-29T00:00:00.000Z", "2@2026-02-28T00:00:00.000Z", "2@1970-01-01T00:00:00.000Z", "2@1970-01-01T00:00:00.000Z+1",
  "1@2026-01-01T00:00:00.000Z", "9@2026-01-01T00:00:00.000Z", "3@2026-01-01T00:00:00.000Z 2@2026-01-01T00:00:00.000Z",
  "2@2026-01-01T00:00:00.000Z 3@2026-12-01T00:00:00.000Z", "2@2026-01-01T00:00:00.000Z  3@2026-01-01T00:00:00.000Z",
  "2@2026-01-01T00:00:00.000Z 2@2026-01-01T00:00:00.000Z", "urn:earshot:bundle:1", "urn:earshot:bundle:2",
  "urn:earshot:bundle:01", "organisation", "theme", "coding", "erased", "quote", "count", "mixed", "person", "a&#13;b", "a\tb",
  "a\nb", "&#xFFFE;", "&#x1;", "&#x2028;", "\u202ea", "\ufeff", "&amp;", "&apos;&quot;", "&unknown;", "<![CDATA[x]]>", "&#65;", NULL,
};

const MutantWords mutant_bundle_words = { any_name, attribute_names, edges };
