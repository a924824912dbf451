/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mutants.h"

#include <string.h>

static const char *const author_ids[] = { WORLD_A, WORLD_B, WORLD_C };

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static gboolean
chance (guint percent)
{
  return pick (100) < percent;
}

static void
attribute_free (gpointer data)
{
  MutantAttribute *attribute = data;

  g_free (attribute->name);
  g_free (attribute->value);
  g_free (attribute);
}

static MutantNode *
node_new (const char *name)
{
  MutantNode *node = g_new0 (MutantNode, 1);

  node->name = g_strdup (name);
  node->attributes = g_ptr_array_new_with_free_func (attribute_free);
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) mutant_free);
  return node;
}

void
mutant_free (MutantNode *node)
{
  if (node == NULL)
    return;
  g_ptr_array_unref (node->attributes);
  g_ptr_array_unref (node->children);
  g_free (node->name);
  g_free (node->text);
  g_free (node);
}

static MutantAttribute *
attribute_new (const char *name, const char *value)
{
  MutantAttribute *attribute = g_new0 (MutantAttribute, 1);

  attribute->name = g_strdup (name);
  attribute->value = g_strdup (value);
  return attribute;
}

static void
set (MutantNode *node, const char *name, const char *value)
{
  g_ptr_array_add (node->attributes, attribute_new (name, value));
}

const char *
mutant_attribute (const MutantNode *node, const char *name)
{
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const MutantAttribute *attribute = node->attributes->pdata[i];

      if (strcmp (attribute->name, name) == 0)
        return attribute->value;
    }
  return NULL;
}

static MutantNode *
copy (const MutantNode *node)
{
  MutantNode *same = node_new (node->name);

  same->text = g_strdup (node->text);
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const MutantAttribute *attribute = node->attributes->pdata[i];

      set (same, attribute->name, attribute->value);
    }
  for (guint i = 0; i < node->children->len; i++)
    g_ptr_array_add (same->children, copy (node->children->pdata[i]));
  return same;
}

static char *
some_id (guint n)
{
  return g_strdup_printf ("aaaaaaaa-0000-7000-8000-%012u", n);
}

static char *
random_clock (guint month)
{
  return g_strdup_printf ("2026-%02u-%02uT%02u:00:00.%03uZ%s", month, 1 + pick (28), pick (24), pick (1000),
                          chance (20) ? "+7" : "");
}

static char *
good_value (const EarFieldInfo *info)
{
  static const char *const texts[] = { "Words &amp; more", "উপরে যাওয়ার পথ নেই", "لا أحد يسأل", "x", "a &lt; b" };

  if (chance (8))
    return NULL;
  switch (info->type)
    {
    case EAR_TYPE_INTEGER:
      return g_strdup_printf ("%u", pick (2000));
    case EAR_TYPE_BOOLEAN:
      return g_strdup ("true");
    case EAR_TYPE_DAY:
      return g_strdup_printf ("2026-%02u-%02u", 1 + pick (12), 1 + pick (28));
    case EAR_TYPE_MOMENT:
      return g_strdup (chance (50) ? "2026-11-22T10:15" : "2026");
    case EAR_TYPE_LANGUAGE:
      return g_strdup ("bn");
    case EAR_TYPE_TERM:
      return g_strdup (info->terms[pick (g_strv_length ((GStrv) info->terms))]);
    case EAR_TYPE_REFERENCE:
      return some_id (pick (9));
    case EAR_TYPE_PROSE:
      return g_strdup (chance (30) ? "One\nand two" : texts[pick (G_N_ELEMENTS (texts))]);
    case EAR_TYPE_LINE:
    default:
      return g_strdup (texts[pick (G_N_ELEMENTS (texts))]);
    }
}

/* The record's own stamp is of November; a rival of it is of an earlier month, by another author, each once. */
static void
add_field (MutantNode *record, const EarFieldInfo *info)
{
  guint n = chance (20) ? 2 + pick (2) : 1;

  for (guint i = 0; i < n; i++)
    {
      MutantNode *field = node_new (info->name);

      field->text = good_value (info);
      if (i > 0 || (n == 1 && chance (20)))
        {
          g_autofree char *clock = random_clock (10 - i);

          set (field, "at", clock);
          set (field, "by", i == 0 ? "1" : i == 1 ? "2" : "3");
          if (chance (30))
            {
              g_autofree char *seen = random_clock (2);
              g_autofree char *list = g_strdup_printf ("%u@%s", i == 0 ? 2 : 1, seen);

              set (field, "seen", list);
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
  MutantNode *record = node_new (chance (12) ? "erased" : info->name);

  if (strcmp (record->name, "erased") == 0)
    set (record, "kind", info->name);
  set (record, "id", id);
  if (strcmp (record->name, "erased") == 0)
    return record;
  set (record, "at", clock);
  set (record, "by", "1");
  if (chance (20))
    set (record, "seen", "2@2026-01-01T00:00:00.000Z 3@2026-01-01T00:00:00.000Z");
  if (chance (15))
    {
      MutantNode *deleted = node_new ("deleted");

      deleted->text = g_strdup ("true");
      g_ptr_array_add (record->children, deleted);
    }
  if (chance (10))
    {
      MutantNode *deleted = node_new ("deleted");
      g_autofree char *before = random_clock (6);

      set (deleted, "at", before);
      set (deleted, "by", "2");
      deleted->text = chance (50) ? NULL : g_strdup ("true");
      g_ptr_array_add (record->children, deleted);
    }
  for (guint i = 1; i < info->n_fields; i++)
    {
      const EarFieldInfo *field = &info->fields[i];

      if (!(field->flags & EAR_FIELD_LOCAL) && ((field->flags & EAR_FIELD_REQUIRED) || chance (50)))
        add_field (record, field);
    }
  return record;
}

MutantNode *
mutant_new_bundle (void)
{
  MutantNode *bundle = node_new ("bundle");
  guint number = 0;

  set (bundle, "xmlns", "urn:earshot:bundle:1");
  if (chance (70))
    set (bundle, "from", "1");
  for (guint i = 0; i < G_N_ELEMENTS (author_ids); i++)
    {
      MutantNode *author = node_new ("author");
      g_autofree char *n = g_strdup_printf ("%u", i + 1);

      set (author, "n", n);
      set (author, "id", author_ids[i]);
      g_ptr_array_add (bundle->children, author);
    }
  for (guint kind = pick (6); kind < EAR_N_KINDS; kind += 1 + pick (8))
    {
      for (guint n = 1 + pick (2); n > 0; n--)
        g_ptr_array_add (bundle->children, make_record ((EarKind) kind, number++));
    }
  return bundle;
}

static void
write_node (GString *out, const MutantNode *node, guint depth)
{
  g_string_append_printf (out, "%*s<%s", (int) depth * 2, "", node->name);
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const MutantAttribute *attribute = node->attributes->pdata[i];

      g_string_append_printf (out, " %s=\"%s\"", attribute->name, attribute->value);
    }
  if (node->children->len == 0)
    {
      if (node->text == NULL)
        g_string_append (out, "/>\n");
      else
        g_string_append_printf (out, ">%s</%s>\n", node->text, node->name);
      return;
    }
  g_string_append_printf (out, ">%s\n", node->text == NULL ? "" : node->text);
  for (guint i = 0; i < node->children->len; i++)
    write_node (out, node->children->pdata[i], depth + 1);
  g_string_append_printf (out, "%*s</%s>\n", (int) depth * 2, "", node->name);
}

char *
mutant_write (const MutantNode *bundle)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  write_node (out, bundle, 0);
  return g_string_free (out, FALSE);
}

/* Any element at all, with the one it is in. */
static void
collect (MutantNode *parent, GPtrArray *parents, GArray *places)
{
  for (guint i = 0; i < parent->children->len; i++)
    {
      g_ptr_array_add (parents, parent);
      g_array_append_val (places, i);
      collect (parent->children->pdata[i], parents, places);
    }
}

static gboolean
choose (MutantNode *bundle, MutantNode **parent, guint *place)
{
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint chosen;

  collect (bundle, parents, places);
  if (parents->len == 0)
    return FALSE;
  chosen = pick (parents->len);
  *parent = parents->pdata[chosen];
  *place = g_array_index (places, guint, chosen);
  return TRUE;
}

static MutantNode *
any_node (MutantNode *bundle)
{
  MutantNode *parent;
  guint place;

  return chance (4) || !choose (bundle, &parent, &place) ? bundle : parent->children->pdata[place];
}

static MutantAttribute *
any_attribute (MutantNode *bundle, MutantNode **owner)
{
  for (guint tries = 0; tries < 20; tries++)
    {
      *owner = any_node (bundle);
      if ((*owner)->attributes->len > 0)
        return (*owner)->attributes->pdata[pick ((*owner)->attributes->len)];
    }
  *owner = bundle;
  return bundle->attributes->pdata[0];
}

static void
drop_element (MutantNode *bundle)
{
  MutantNode *parent;
  guint place;

  if (choose (bundle, &parent, &place))
    g_ptr_array_remove_index (parent->children, place);
}

static void
repeat_element (MutantNode *bundle)
{
  MutantNode *parent;
  guint place;

  if (choose (bundle, &parent, &place))
    g_ptr_array_insert (parent->children, (int) place, copy (parent->children->pdata[place]));
}

static void
swap_elements (MutantNode *bundle)
{
  MutantNode *parent, *held;
  guint place;

  if (!choose (bundle, &parent, &place) || place + 1 >= parent->children->len)
    return;
  held = parent->children->pdata[place];
  parent->children->pdata[place] = parent->children->pdata[place + 1];
  parent->children->pdata[place + 1] = held;
}

static void
move_element (MutantNode *bundle)
{
  MutantNode *parent, *moved, *target;
  guint place;

  if (!choose (bundle, &parent, &place))
    return;
  moved = g_ptr_array_steal_index (parent->children, place);
  target = any_node (bundle);
  g_ptr_array_insert (target->children, (int) pick (target->children->len + 1), moved);
}

static const char *
any_name (void)
{
  static const char *const others[]
    = { "author", "erased", "bundle", "deleted", "Name", "nickname", "e:name", "private-notes", "contact", "safeguarding", "text" };
  const EarKindInfo *kind = ear_kind_info ((EarKind) pick (EAR_N_KINDS));

  if (chance (30))
    return others[pick (G_N_ELEMENTS (others))];
  return chance (50) ? kind->name : kind->fields[pick (kind->n_fields)].name;
}

static void
rename_element (MutantNode *bundle)
{
  MutantNode *node = any_node (bundle);

  g_free (node->name);
  node->name = g_strdup (any_name ());
}

static void
add_element (MutantNode *bundle)
{
  MutantNode *node = any_node (bundle);
  MutantNode *added = node_new (any_name ());

  if (chance (50))
    added->text = g_strdup ("true");
  g_ptr_array_insert (node->children, (int) pick (node->children->len + 1), added);
}

static void
drop_attribute (MutantNode *bundle)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (bundle, &owner);

  g_ptr_array_remove (owner->attributes, attribute);
}

static void
repeat_attribute (MutantNode *bundle)
{
  MutantNode *owner;
  const MutantAttribute *attribute = any_attribute (bundle, &owner);

  set (owner, attribute->name, attribute->value);
}

static void
swap_attributes (MutantNode *bundle)
{
  MutantNode *owner;
  gpointer held;

  any_attribute (bundle, &owner);
  held = owner->attributes->pdata[0];
  owner->attributes->pdata[0] = owner->attributes->pdata[owner->attributes->len - 1];
  owner->attributes->pdata[owner->attributes->len - 1] = held;
}

static const char *const attribute_names[]
  = { "id", "at", "by", "seen", "kind", "n", "from", "At", "xml:lang", "xml:space", "xmlns:e", "e:id", "lang", "partial" };

static void
rename_attribute (MutantNode *bundle)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (bundle, &owner);

  g_free (attribute->name);
  attribute->name = g_strdup (attribute_names[pick (G_N_ELEMENTS (attribute_names))]);
}

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
  "a\nb", "&#xFFFE;", "&#x1;", "&#x2028;", "\u202ea", "\ufeff", "&amp;", "&apos;&quot;", "&unknown;", "<![CDATA[x]]>", "&#65;",
};

static char *
any_edge (void)
{
  GString *text;
  guint n;

  if (!chance (4))
    return g_strdup (edges[pick (G_N_ELEMENTS (edges))]);
  /* As many letters or bytes as a line takes, or one more. */
  text = g_string_new (NULL);
  n = chance (50) ? 4000 : 1333;
  for (guint i = 0; i < n; i++)
    g_string_append (text, n == 4000 ? "a" : "ব");
  if (chance (50))
    g_string_append (text, "bb");
  return g_string_free (text, FALSE);
}

static void
change_attribute (MutantNode *bundle)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (bundle, &owner);
  char *value = any_edge ();

  if (strchr (value, '<') != NULL)
    {
      g_free (value);
      return;
    }
  g_free (attribute->value);
  attribute->value = value;
}

static void
add_attribute (MutantNode *bundle)
{
  g_autofree char *value = any_edge ();

  if (strchr (value, '<') == NULL)
    set (any_node (bundle), attribute_names[pick (G_N_ELEMENTS (attribute_names))], value);
}

/* Something right elsewhere is often almost right here. */
static void
borrow_attribute (MutantNode *bundle)
{
  MutantNode *owner;
  const MutantAttribute *attribute = any_attribute (bundle, &owner);
  MutantNode *borrower = any_node (bundle);

  if (mutant_attribute (borrower, attribute->name) == NULL)
    set (borrower, attribute->name, attribute->value);
}

static void
borrow_text (MutantNode *bundle)
{
  MutantNode *node = any_node (bundle);
  const MutantNode *lender = any_node (bundle);
  char *text = g_strdup (lender->text);

  g_free (node->text);
  node->text = text;
}

static void
change_text (MutantNode *bundle)
{
  MutantNode *node = any_node (bundle);

  g_free (node->text);
  node->text = any_edge ();
}

/* Blanks, comments and instructions at the start or end of what stands in an element. */
static void
pad_text (MutantNode *bundle)
{
  static const char *const pads[]
    = { " ", "\n", "\t", "&#32;", "<!-- a comment -->", "<?an instruction?>", "<![CDATA[]]>", "<![CDATA[ ]]>", ".", "\u00a0" };
  const char *pad = pads[pick (G_N_ELEMENTS (pads))];
  MutantNode *node = any_node (bundle);
  const char *old = node->text == NULL ? "" : node->text;
  char *text = chance (50) ? g_strconcat (pad, old, NULL) : g_strconcat (old, pad, NULL);

  g_free (node->text);
  node->text = text;
}

static void
change_namespace (MutantNode *bundle)
{
  static const char *const namespaces[] = { "", "urn:earshot:bundle:1", "urn:earshot:bundle:2", "urn:earshot:reference:1", "urn:x" };
  MutantNode *node = any_node (bundle);
  const char *uri = namespaces[pick (G_N_ELEMENTS (namespaces))];
  char *prefixed;

  if (chance (50))
    {
      set (node, "xmlns", uri);
      return;
    }
  set (node, "xmlns:e", uri);
  prefixed = g_strconcat ("e:", node->name, NULL);
  g_free (node->name);
  node->name = prefixed;
}

const char *
mutant_change (MutantNode *bundle)
{
  static const struct
  {
    const char *name;
    void (*change) (MutantNode *bundle);
  } changes[] = {
    { "drop-element", drop_element },       { "repeat-element", repeat_element },     { "swap-elements", swap_elements },
    { "move-element", move_element },       { "rename-element", rename_element },     { "add-element", add_element },
    { "drop-attribute", drop_attribute },   { "repeat-attribute", repeat_attribute }, { "swap-attributes", swap_attributes },
    { "rename-attribute", rename_attribute }, { "change-attribute", change_attribute }, { "change-attribute", change_attribute },
    { "add-attribute", add_attribute },     { "change-text", change_text },           { "change-text", change_text },
    { "pad-text", pad_text },               { "change-namespace", change_namespace }, { "borrow-attribute", borrow_attribute },
    { "borrow-text", borrow_text },         { "borrow-attribute", borrow_attribute },
  };
  guint chosen = pick (G_N_ELEMENTS (changes));

  changes[chosen].change (bundle);
  return changes[chosen].name;
}
