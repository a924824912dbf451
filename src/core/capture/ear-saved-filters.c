/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-saved-filters.h"

#include "ear-theme-finder.h"

#define SETTING "saved-filters"
#define FORMAT "a(ss)"

void
ear_saved_filter_free (EarSavedFilter *saved)
{
  g_free (saved->name);
  ear_voice_query_free (saved->query);
  g_free (saved);
}

static void
add (GPtrArray *list, const char *name, EarVoiceQuery *query)
{
  EarSavedFilter *saved = g_new (EarSavedFilter, 1);

  saved->name = g_strdup (name);
  saved->query = query;
  g_ptr_array_add (list, saved);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (((const EarSavedFilter *) a)->name, ((const EarSavedFilter *) b)->name);
}

/**
 * ear_saved_filters_list:
 *
 * What cannot be read is left out: it was written by another version.
 *
 * Returns: (transfer full) (nullable) (element-type EarSavedFilter): by name
 */
GPtrArray *
ear_saved_filters_list (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_saved_filter_free);
  g_autoptr (GError) local = NULL;
  g_autofree char *text = ear_store_get_setting (store, SETTING, &local);
  g_autoptr (GVariant) all = text == NULL ? NULL : g_variant_parse (G_VARIANT_TYPE (FORMAT), text, NULL, NULL, NULL);
  GVariantIter each;
  const char *name, *line;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (all != NULL)
    {
      g_variant_iter_init (&each, all);
      while (g_variant_iter_next (&each, "(&s&s)", &name, &line))
        {
          EarVoiceQuery *query = ear_voice_query_from_text (line);

          if (query != NULL)
            add (list, name, query);
        }
    }
  g_ptr_array_sort_values (list, compare_names);
  return g_steal_pointer (&list);
}

static gboolean
write_all (EarStore *store, GPtrArray *list, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (FORMAT));
  g_autoptr (GVariant) all = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const EarSavedFilter *saved = list->pdata[i];
      g_autofree char *line = ear_voice_query_to_text (saved->query);

      g_variant_builder_add (&builder, "(ss)", saved->name, line);
    }
  all = g_variant_ref_sink (g_variant_builder_end (&builder));
  text = g_variant_print (all, FALSE);
  return ear_store_set_setting (store, SETTING, list->len == 0 ? NULL : text, error);
}

/* Whatever its case: two names that read the same would be one. */
static void
take_out (GPtrArray *list, const char *name)
{
  g_autofree char *key = ear_name_key (name);

  for (guint i = list->len; i > 0; i--)
    {
      g_autofree char *other = ear_name_key (((EarSavedFilter *) list->pdata[i - 1])->name);

      if (g_str_equal (key, other))
        g_ptr_array_remove_index (list, i - 1);
    }
}

gboolean
ear_saved_filters_set (EarStore *store, const char *name, const EarVoiceQuery *query, GError **error)
{
  g_autoptr (GPtrArray) list = ear_saved_filters_list (store, error);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, name);

  if (list == NULL || tidy == NULL)
    return list != NULL;
  take_out (list, tidy);
  if (query != NULL)
    add (list, tidy, ear_voice_query_copy (query));
  return write_all (store, list, error);
}

gboolean
ear_saved_filters_rename (EarStore *store, const char *name, const char *to, GError **error)
{
  g_autoptr (GPtrArray) list = ear_saved_filters_list (store, error);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, to);

  if (list == NULL || tidy == NULL)
    return list != NULL;
  for (guint i = 0; i < list->len; i++)
    {
      EarSavedFilter *saved = list->pdata[i];
      g_autoptr (EarVoiceQuery) query = NULL;

      if (!g_str_equal (saved->name, name))
        continue;
      query = ear_voice_query_copy (saved->query);
      take_out (list, name);
      take_out (list, tidy);
      add (list, tidy, g_steal_pointer (&query));
      break;
    }
  return write_all (store, list, error);
}
