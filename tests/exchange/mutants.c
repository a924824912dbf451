/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mutants.h"

#include <string.h>

/* Of the language that is being changed. */
static const MutantWords *words;

guint
mutant_pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

gboolean
mutant_chance (guint percent)
{
  return mutant_pick (100) < percent;
}

static void
attribute_free (gpointer data)
{
  MutantAttribute *attribute = data;

  g_free (attribute->name);
  g_free (attribute->value);
  g_free (attribute);
}

MutantNode *
mutant_new (const char *name)
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

void
mutant_set (MutantNode *node, const char *name, const char *value)
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
  MutantNode *same = mutant_new (node->name);

  same->text = g_strdup (node->text);
  for (guint i = 0; i < node->attributes->len; i++)
    {
      const MutantAttribute *attribute = node->attributes->pdata[i];

      mutant_set (same, attribute->name, attribute->value);
    }
  for (guint i = 0; i < node->children->len; i++)
    g_ptr_array_add (same->children, copy (node->children->pdata[i]));
  return same;
}

static const char *
any_of (const char *const *strings)
{
  return strings[mutant_pick (g_strv_length ((GStrv) strings))];
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
mutant_write (const MutantNode *root)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  write_node (out, root, 0);
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
choose (MutantNode *root, MutantNode **parent, guint *place)
{
  g_autoptr (GPtrArray) parents = g_ptr_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint chosen;

  collect (root, parents, places);
  if (parents->len == 0)
    return FALSE;
  chosen = mutant_pick (parents->len);
  *parent = parents->pdata[chosen];
  *place = g_array_index (places, guint, chosen);
  return TRUE;
}

static MutantNode *
any_node (MutantNode *root)
{
  MutantNode *parent;
  guint place;

  return mutant_chance (4) || !choose (root, &parent, &place) ? root : parent->children->pdata[place];
}

static MutantAttribute *
any_attribute (MutantNode *root, MutantNode **owner)
{
  for (guint tries = 0; tries < 20; tries++)
    {
      *owner = any_node (root);
      if ((*owner)->attributes->len > 0)
        return (*owner)->attributes->pdata[mutant_pick ((*owner)->attributes->len)];
    }
  *owner = root;
  return root->attributes->pdata[0];
}

static void
drop_element (MutantNode *root)
{
  MutantNode *parent;
  guint place;

  if (choose (root, &parent, &place))
    g_ptr_array_remove_index (parent->children, place);
}

static void
repeat_element (MutantNode *root)
{
  MutantNode *parent;
  guint place;

  if (choose (root, &parent, &place))
    g_ptr_array_insert (parent->children, (int) place, copy (parent->children->pdata[place]));
}

static void
swap_elements (MutantNode *root)
{
  MutantNode *parent, *held;
  guint place;

  if (!choose (root, &parent, &place) || place + 1 >= parent->children->len)
    return;
  held = parent->children->pdata[place];
  parent->children->pdata[place] = parent->children->pdata[place + 1];
  parent->children->pdata[place + 1] = held;
}

static void
move_element (MutantNode *root)
{
  MutantNode *parent, *moved, *target;
  guint place;

  if (!choose (root, &parent, &place))
    return;
  moved = g_ptr_array_steal_index (parent->children, place);
  target = any_node (root);
  g_ptr_array_insert (target->children, (int) mutant_pick (target->children->len + 1), moved);
}

static void
rename_element (MutantNode *root)
{
  MutantNode *node = any_node (root);

  g_free (node->name);
  node->name = g_strdup (words->any_name ());
}

static void
add_element (MutantNode *root)
{
  MutantNode *node = any_node (root);
  MutantNode *added = mutant_new (words->any_name ());

  if (mutant_chance (50))
    added->text = g_strdup ("true");
  g_ptr_array_insert (node->children, (int) mutant_pick (node->children->len + 1), added);
}

static void
drop_attribute (MutantNode *root)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (root, &owner);

  g_ptr_array_remove (owner->attributes, attribute);
}

static void
repeat_attribute (MutantNode *root)
{
  MutantNode *owner;
  const MutantAttribute *attribute = any_attribute (root, &owner);

  mutant_set (owner, attribute->name, attribute->value);
}

static void
swap_attributes (MutantNode *root)
{
  MutantNode *owner;
  gpointer held;

  any_attribute (root, &owner);
  held = owner->attributes->pdata[0];
  owner->attributes->pdata[0] = owner->attributes->pdata[owner->attributes->len - 1];
  owner->attributes->pdata[owner->attributes->len - 1] = held;
}

static void
rename_attribute (MutantNode *root)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (root, &owner);

  g_free (attribute->name);
  attribute->name = g_strdup (any_of (words->attributes));
}

/* The value itself with one character dropped, doubled, raised, lowered or in capitals: 11 becomes 12, 1 or 111. */
static char *
almost (const char *value)
{
  GString *text = g_string_new (value);
  gsize at = mutant_pick ((guint) text->len);

  switch (mutant_pick (5))
    {
    case 0:
      g_string_erase (text, (gssize) at, 1);
      break;
    case 1:
      g_string_insert_c (text, (gssize) at, text->str[at]);
      break;
    case 2:
      text->str[at] = g_ascii_toupper (text->str[at]);
      break;
    default:
      if (g_ascii_isdigit (text->str[at]))
        text->str[at] = (char) ('0' + (text->str[at] - '0' + (mutant_chance (70) ? 1 : 9)) % 10);
    }
  return g_string_free (text, FALSE);
}

/* @value: (nullable): what stands there now */
static char *
any_edge (const char *value)
{
  GString *text;
  guint n;

  if (value != NULL && *value != '\0' && strpbrk (value, "&<\"") == NULL && g_str_is_ascii (value) && mutant_chance (40))
    return almost (value);
  if (!mutant_chance (4))
    return g_strdup (any_of (words->edges));
  /* As many letters or bytes as a line takes, or one more. */
  text = g_string_new (NULL);
  n = mutant_chance (50) ? 4000 : 1333;
  for (guint i = 0; i < n; i++)
    g_string_append (text, n == 4000 ? "a" : "ব");
  if (mutant_chance (50))
    g_string_append (text, "bb");
  return g_string_free (text, FALSE);
}

static void
change_attribute (MutantNode *root)
{
  MutantNode *owner;
  MutantAttribute *attribute = any_attribute (root, &owner);
  char *value = any_edge (attribute->value);

  if (strchr (value, '<') != NULL)
    {
      g_free (value);
      return;
    }
  g_free (attribute->value);
  attribute->value = value;
}

static void
add_attribute (MutantNode *root)
{
  g_autofree char *value = any_edge (NULL);

  if (strchr (value, '<') == NULL)
    mutant_set (any_node (root), any_of (words->attributes), value);
}

/* Something right elsewhere is often almost right here. */
static void
borrow_attribute (MutantNode *root)
{
  MutantNode *owner;
  const MutantAttribute *attribute = any_attribute (root, &owner);
  MutantNode *borrower = any_node (root);

  if (mutant_attribute (borrower, attribute->name) == NULL)
    mutant_set (borrower, attribute->name, attribute->value);
}

static void
borrow_text (MutantNode *root)
{
  MutantNode *node = any_node (root);
  const MutantNode *lender = any_node (root);
  char *text = g_strdup (lender->text);

  g_free (node->text);
  node->text = text;
}

static void
change_text (MutantNode *root)
{
  MutantNode *node = any_node (root);
  char *text = any_edge (node->text);

  g_free (node->text);
  node->text = text;
}

/* Blanks, comments and instructions at the start or end of what stands in an element. */
static void
pad_text (MutantNode *root)
{
  static const char *const pads[]
    = { " ", "\n", "\t", "&#32;", "<!-- a comment -->", "<?an instruction?>", "<![CDATA[]]>", "<![CDATA[ ]]>", ".", "\u00a0" };
  const char *pad = pads[mutant_pick (G_N_ELEMENTS (pads))];
  MutantNode *node = any_node (root);
  const char *old = node->text == NULL ? "" : node->text;
  char *text = mutant_chance (50) ? g_strconcat (pad, old, NULL) : g_strconcat (old, pad, NULL);

  g_free (node->text);
  node->text = text;
}

static void
change_namespace (MutantNode *root)
{
  static const char *const namespaces[]
    = { "", "urn:earshot:bundle:1", "urn:earshot:bundle:2", "urn:earshot:reference:1", "urn:earshot:reference:2", "urn:x" };
  MutantNode *node = any_node (root);
  const char *uri = namespaces[mutant_pick (G_N_ELEMENTS (namespaces))];
  char *prefixed;

  if (mutant_chance (50))
    {
      mutant_set (node, "xmlns", uri);
      return;
    }
  mutant_set (node, "xmlns:e", uri);
  prefixed = g_strconcat ("e:", node->name, NULL);
  g_free (node->name);
  node->name = prefixed;
}

const char *
mutant_change (MutantNode *root, const MutantWords *with)
{
  static const struct
  {
    const char *name;
    void (*change) (MutantNode *root);
  } changes[] = {
    { "drop-element", drop_element },       { "repeat-element", repeat_element },     { "swap-elements", swap_elements },
    { "move-element", move_element },       { "rename-element", rename_element },     { "add-element", add_element },
    { "drop-attribute", drop_attribute },   { "repeat-attribute", repeat_attribute }, { "swap-attributes", swap_attributes },
    { "rename-attribute", rename_attribute }, { "change-attribute", change_attribute }, { "change-attribute", change_attribute },
    { "add-attribute", add_attribute },     { "change-text", change_text },           { "change-text", change_text },
    { "pad-text", pad_text },               { "change-namespace", change_namespace }, { "borrow-attribute", borrow_attribute },
    { "borrow-text", borrow_text },         { "borrow-attribute", borrow_attribute },
  };
  guint chosen = mutant_pick (G_N_ELEMENTS (changes));

  words = with;
  changes[chosen].change (root);
  return changes[chosen].name;
}
