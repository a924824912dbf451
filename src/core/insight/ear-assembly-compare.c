/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assemblies beside each other: what was raised again, what was asked again and how support for it moved, and how far what
 * followed from each has come. */
#include "ear-assembly-list.h"
#include "ear-terms.h"

/* Themes that were merged count as the one they were merged into. Internal voices are of nobody else's business, at whichever
 * Assembly they were said. */
static const char themes_sql[]
  = "SELECT t.id, t.name, s.id, count (DISTINCT v.n) FROM sessions s JOIN voices v ON v.session = s.n "
    "AND v.permission <> '" EAR_PERMISSION_INTERNAL "' JOIN voice_themes k ON k.contribution = v.n JOIN themes t ON t.n = k.theme "
    "WHERE s.state = 0 AND s.nature = '" EAR_SESSION_ASSEMBLY "' GROUP BY t.n, s.n ORDER BY t.id";

static void
theme_free (EarAssemblyTheme *theme)
{
  g_free (theme->name);
  g_free (theme->voices);
  g_free (theme);
}

static void
asked_free (EarAssemblyAsked *asked)
{
  g_free (asked->wording);
  g_free (asked->items);
  g_free (asked->percent);
  g_strfreev (asked->decisions);
  g_free (asked);
}

void
ear_assembly_comparison_free (EarAssemblyComparison *comparison)
{
  if (comparison == NULL)
    return;
  g_clear_pointer (&comparison->assemblies, g_ptr_array_unref);
  g_clear_pointer (&comparison->themes, g_ptr_array_unref);
  g_clear_pointer (&comparison->asked, g_ptr_array_unref);
  g_clear_pointer (&comparison->once, g_ptr_array_unref);
  g_clear_pointer (&comparison->actions, g_ptr_array_unref);
  g_free (comparison);
}

static guint
index_of (const EarAssemblyComparison *comparison, const EarId *session)
{
  for (guint i = 0; i < comparison->assemblies->len; i++)
    {
      const EarAssemblyRow *row = comparison->assemblies->pdata[i];

      if (ear_id_equal (&row->id, session))
        return i;
    }
  return comparison->assemblies->len;
}

static int
compare_themes (gconstpointer a, gconstpointer b)
{
  const EarAssemblyTheme *one = *(const EarAssemblyTheme *const *) a, *other = *(const EarAssemblyTheme *const *) b;
  int order = (one->n_times < other->n_times) - (one->n_times > other->n_times);

  order = order != 0 ? order : g_utf8_collate (one->name, other->name);
  return order != 0 ? order : ear_id_compare (&one->theme, &other->theme);
}

static gboolean
read_themes (EarStore *store, EarAssemblyComparison *comparison, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, themes_sql, error);
  EarAssemblyTheme *theme = NULL;
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = ear_statement_get_text (each, 1);
      EarId id, session;
      guint i;

      ear_statement_get_id (each, 0, &id);
      ear_statement_get_id (each, 2, &session);
      i = index_of (comparison, &session);
      if (i == comparison->assemblies->len)
        continue;
      if (theme == NULL || !ear_id_equal (&theme->theme, &id))
        {
          theme = g_new0 (EarAssemblyTheme, 1);
          theme->theme = id;
          theme->name = g_strdup (name == NULL ? "" : name);
          theme->voices = g_new0 (guint, comparison->assemblies->len);
          g_ptr_array_add (comparison->themes, theme);
        }
      theme->voices[i] = (guint) ear_statement_get_integer (each, 3);
      theme->n_times++;
    }
  g_ptr_array_sort (comparison->themes, compare_themes);
  return step == EAR_STEP_DONE;
}

/* Small letters and single blanks: a full stop more is the same question. */
static char *
wording_key (const char *wording)
{
  g_autofree char *folded = g_utf8_casefold (wording, -1);
  g_autoptr (GString) key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (key, c);
      else if (key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    }
  return g_strchomp (g_string_free (g_steal_pointer (&key), FALSE));
}

static EarAssemblyAsked *
asked_of (GHashTable *by_key, GPtrArray *order, const char *wording, guint n)
{
  g_autofree char *key = wording_key (wording);
  EarAssemblyAsked *asked = g_hash_table_lookup (by_key, key);

  if (asked != NULL)
    return asked;
  asked = g_new0 (EarAssemblyAsked, 1);
  asked->wording = g_strdup (wording);
  asked->items = g_new0 (EarId, n);
  asked->percent = g_new0 (int, n);
  asked->decisions = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      asked->percent[i] = -1;
      asked->decisions[i] = g_strdup ("");
    }
  g_hash_table_insert (by_key, g_steal_pointer (&key), asked);
  g_ptr_array_add (order, asked);
  return asked;
}

/* Hands before fingers, where both were counted. */
static int
support_of (const EarAssemblyItem *item)
{
  static const char *const methods[] = { EAR_METHOD_HANDS, EAR_METHOD_FIST_TO_FIVE };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      EarSupportTotal total;

      if (ear_support_total (item, methods[i], &total))
        return ear_support_percent (&total);
    }
  return -1;
}

static gboolean
read_assembly (EarStore *store, EarAssemblyComparison *comparison, guint i, GHashTable *by_key, GPtrArray *order, GError **error)
{
  const EarAssemblyRow *row = comparison->assemblies->pdata[i];
  g_autoptr (EarAssembly) assembly = ear_assembly_read (store, &row->id, error);
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_action_row_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (ear_id_hash, ear_id_equal);

  if (assembly == NULL)
    return FALSE;
  for (guint k = 0; k < assembly->items->len; k++)
    {
      EarAssemblyItem *item = assembly->items->pdata[k];

      while (item->actions->len > 0)
        {
          EarActionRow *action = g_ptr_array_steal_index (item->actions, 0);

          if (g_hash_table_add (seen, &action->id))
            g_ptr_array_add (actions, action);
          else
            ear_action_row_free (action);
        }
      if (item->wording != NULL && !item->is_removed)
        {
          EarAssemblyAsked *asked = asked_of (by_key, order, item->wording, comparison->assemblies->len);

          /* Twice on one agenda is once asked. */
          asked->n_times += ear_id_is_none (&asked->items[i]);
          asked->items[i] = item->id;
          asked->percent[i] = support_of (item);
          g_free (asked->decisions[i]);
          asked->decisions[i] = g_strdup (item->decision == NULL ? "" : item->decision);
        }
    }
  g_ptr_array_add (comparison->actions, g_steal_pointer (&actions));
  return TRUE;
}

static int
compare_asked (gconstpointer a, gconstpointer b)
{
  const EarAssemblyAsked *one = *(const EarAssemblyAsked *const *) a, *other = *(const EarAssemblyAsked *const *) b;

  return g_utf8_collate (one->wording, other->wording);
}

static gboolean
read_each (EarStore *store, EarAssemblyComparison *comparison, GError **error)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  gboolean done = TRUE;

  for (guint i = 0; i < comparison->assemblies->len && done; i++)
    done = read_assembly (store, comparison, i, by_key, order, error);
  for (guint i = 0; i < order->len; i++)
    {
      EarAssemblyAsked *asked = order->pdata[i];

      g_ptr_array_add (asked->n_times > 1 ? comparison->asked : comparison->once, asked);
    }
  g_ptr_array_sort (comparison->asked, compare_asked);
  return done;
}

static void
turn_round (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len / 2; i++)
    {
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[rows->len - 1 - i];
      rows->pdata[rows->len - 1 - i] = row;
    }
}

/**
 * ear_assembly_compare:
 *
 * Returns: (transfer full) (nullable): the Assemblies of the workbook beside each other.
 */
EarAssemblyComparison *
ear_assembly_compare (EarStore *store, GError **error)
{
  g_autoptr (EarAssemblyComparison) comparison = g_new0 (EarAssemblyComparison, 1);

  comparison->assemblies = ear_assembly_list (store, error);
  if (comparison->assemblies == NULL)
    return NULL;
  turn_round (comparison->assemblies);
  comparison->themes = g_ptr_array_new_with_free_func ((GDestroyNotify) theme_free);
  comparison->asked = g_ptr_array_new_with_free_func ((GDestroyNotify) asked_free);
  comparison->once = g_ptr_array_new_with_free_func ((GDestroyNotify) asked_free);
  comparison->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (!read_themes (store, comparison, error) || !read_each (store, comparison, error))
    return NULL;
  return g_steal_pointer (&comparison);
}
