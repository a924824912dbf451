/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies, codebooks, groups and places as organisations write them by hand, and what such a list may be changed with. */
#include <string.h>

#include "mutants.h"

#define MAX_LEVELS 3

typedef struct
{
  const char *name;
  const char *values[4]; /* that it may have; %NULL after the last */
} Said;

static const struct
{
  const char *list, *item, *level; /* @level: an attribute that each item needs */
  Said list_attributes[3], list_texts[3], attributes[5], texts[5];
} kinds[] = {
  { "strategy", "item", "kind",
    { { "from", { "2026", "1000" } }, { "to", { "9999" } } },
    { { "short", { "S" } }, { "publisher", { "A board" } } },
    { { "kind", { "priority", "goal", "measure" } }, { "code", { "1.2" } }, { "population", { "adults", "all-ages" } }, { "pillar", { "P" } } },
    { { "label", { "Words", "\n  on two\n  lines " } } } },
  { "codebook", "theme", NULL,
    { { NULL, { NULL } } },
    { { NULL, { NULL } } },
    { { "kind", { "statement", "theme" } }, { "colour", { "0", "9", "11" } } },
    { { "label", { "L" } }, { "definition", { "D &amp; more" } }, { "use-when", { "U" } }, { "not-when", { "N" } }, { "examples", { "E" } } } },
  { "groups", "group", NULL,
    { { NULL, { NULL } } },
    { { NULL, { NULL } } },
    { { "category", { "age", "carers", "other" } } },
    { { "label", { "L", "উপরে" } }, { "description", { "D" } } } },
  { "places", "place", "level",
    { { NULL, { NULL } } },
    { { NULL, { NULL } } },
    { { "level", { "system", "place", "neighbourhood" } }, { "code", { "E54000026" } }, { "population", { "0", "999999999" } },
      { "population-year", { "2021" } } },
    { { "label", { "L" } } } },
};

static const char *
any_value (const Said *said)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (said->values) && said->values[n] != NULL)
    n++;
  return said->values[mutant_pick (n)];
}

static void
add_text (MutantNode *node, const Said *said)
{
  MutantNode *text = mutant_new (said->name);

  text->text = g_strdup (any_value (said));
  g_ptr_array_add (node->children, text);
}

static gboolean
is_needed (const char *text)
{
  static const char *const optional[] = { "use-when", "not-when", "examples", "description", NULL };

  return !g_strv_contains (optional, text);
}

static void
add_origin (MutantNode *node)
{
  if (mutant_chance (20))
    mutant_set (node, "source", "A report");
  if (mutant_chance (20))
    mutant_set (node, "section", " 3.1 ");
}

static MutantNode *
make_item (guint kind, guint level, guint *number)
{
  MutantNode *item = mutant_new (kinds[kind].item);
  g_autofree char *id = g_strdup_printf ("i.%u-x", (*number)++);

  mutant_set (item, "id", id);
  for (const Said *said = kinds[kind].attributes; said < kinds[kind].attributes + 5 && said->name != NULL; said++)
    {
      if (g_strcmp0 (said->name, kinds[kind].level) == 0 || mutant_chance (50))
        mutant_set (item, said->name, any_value (said));
    }
  add_origin (item);
  for (const Said *said = kinds[kind].texts; said < kinds[kind].texts + 5 && said->name != NULL; said++)
    {
      if (is_needed (said->name) || mutant_chance (30))
        add_text (item, said);
    }
  while (level < MAX_LEVELS && mutant_chance (30))
    g_ptr_array_add (item->children, make_item (kind, level + 1, number));
  return item;
}

static MutantNode *
make_map (guint number)
{
  static const Said reason = { "reason", { "Because" } };
  MutantNode *map = mutant_new ("map");
  g_autofree char *item = g_strdup_printf ("wm-%u", number);

  mutant_set (map, "theme", "i.0-x");
  mutant_set (map, "strategy", "s-1");
  mutant_set (map, "item", item);
  add_text (map, &reason);
  return map;
}

MutantNode *
mutant_new_list (void)
{
  static const Said title = { "title", { "T", "Two words" } };
  guint kind = mutant_pick (G_N_ELEMENTS (kinds));
  MutantNode *list = mutant_new (kinds[kind].list);
  guint number = 0;

  mutant_set (list, "xmlns", "urn:earshot:reference:1");
  mutant_set (list, "id", "list-1");
  mutant_set (list, "revised", mutant_chance (50) ? "2026-11-22" : "2028-02-29");
  add_origin (list);
  for (const Said *said = kinds[kind].list_attributes; said < kinds[kind].list_attributes + 3 && said->name != NULL; said++)
    {
      if (mutant_chance (50))
        mutant_set (list, said->name, any_value (said));
    }
  add_text (list, &title);
  for (const Said *said = kinds[kind].list_texts; said < kinds[kind].list_texts + 3 && said->name != NULL; said++)
    add_text (list, said);
  for (guint i = 1 + mutant_pick (3); i > 0; i--)
    g_ptr_array_add (list->children, make_item (kind, 1, &number));
  for (guint i = strcmp (kinds[kind].list, "codebook") == 0 ? mutant_pick (3) : 0; i > 0; i--)
    g_ptr_array_add (list->children, make_map (i));
  return list;
}

static const char *
any_name (void)
{
  static const char *const names[]
    = { "strategy", "codebook", "groups", "places", "item", "theme", "group", "place", "map", "title", "short", "publisher", "label",
        "definition", "use-when", "not-when", "examples", "description", "reason", "Label", "e:label", "bundle", "name" };

  return names[mutant_pick (G_N_ELEMENTS (names))];
}

static const char *const attribute_names[]
  = { "id", "revised", "source", "section", "from", "to", "kind", "code", "population", "pillar", "colour", "category", "level",
      "population-year", "theme", "strategy", "item", "Id", "xml:lang", "xmlns:e", "e:id", NULL };

static const char *const edges[] = {
  "", " ", "\n", "\u00a0", "\u200b", "\u202ea", "\ufeff", "\u2028", "\xc2\x85", "a&#13;b", "a&#10;b", "a\tb", "&#xFFFE;", "&#x1;", "&#x7F;",
  "&amp;", "&unknown;", "<![CDATA[x]]>", "<![CDATA[ ]]>", "&#65;", "0", "1", "9", "11", "12", "01", "+1", "-1", "1.0", "٣", "007",
  "999999999", "1000000000", "999", "0999", "1000", "9999", "10000", "99999999999999999999", "a", "A", "a.", "-a", ".a", "a_b", "a b", " a",
  "i.0-x", "i.1-x", "wm-1", "list-1", "2026-11-22", "2026-02-29", "2028-02-29", "1900-02-29", "2000-02-29", "2026-11-31", "2026-13-01",
  "2026-00-10", "2026-11-00", "1970-01-01", "1970-01-02", "1969-12-31", "6428-12-31", "6429-01-01", "2026-11-22 ", " 2026-11-22",
  "2026-1-2", "2026", "26-11-22", "theme", "statement", "Theme", "theme ", " adults ", "adults", "all-ages", "system", "neighbourhood",
  "priority", "measure", "wish", "carers", "other", "urn:earshot:reference:1", "urn:earshot:reference:2", "urn:earshot:bundle:1",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789.012", NULL,
};

const MutantWords mutant_list_words = { any_name, attribute_names, edges };

static const char *
local_name (const MutantNode *node)
{
  const char *colon = strchr (node->name, ':');

  return colon == NULL ? node->name : colon + 1;
}

static gboolean
is_too_long (const char *words)
{
  return words != NULL && strlen (words) > EAR_MAX_LINE_BYTES;
}

/* What tells an element from all others in the file; %NULL where nothing need. */
static char *
name_of (const MutantNode *node)
{
  if (strcmp (local_name (node), "map") == 0)
    return g_strjoin (" ", mutant_attribute (node, "theme"), mutant_attribute (node, "strategy"), mutant_attribute (node, "item"), NULL);
  return g_strdup (mutant_attribute (node, "id"));
}

/* Words are counted in bytes, each id comes once, and so does each mapping. */
static gboolean
breaks_rule (const MutantNode *node, GHashTable *names, gboolean is_list)
{
  char *name = is_list ? NULL : name_of (node);

  if (name != NULL && !g_hash_table_add (names, name))
    return TRUE;
  if (is_too_long (node->text))
    return TRUE;
  for (guint i = 0; i < node->attributes->len; i++)
    {
      if (is_too_long (((const MutantAttribute *) node->attributes->pdata[i])->value))
        return TRUE;
    }
  for (guint i = 0; i < node->children->len; i++)
    {
      if (breaks_rule (node->children->pdata[i], names, FALSE))
        return TRUE;
    }
  return FALSE;
}

gboolean
mutant_list_is_beyond_grammar (const MutantNode *list)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return breaks_rule (list, names, TRUE);
}
