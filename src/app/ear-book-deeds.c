/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-book-deeds.h"

EarBookDeed *
ear_book_deed_new (EarBookDeedKind kind, const EarId *theme)
{
  EarBookDeed *deed = g_new0 (EarBookDeed, 1);

  deed->kind = kind;
  if (theme != NULL)
    deed->theme = *theme;
  return deed;
}

void
ear_book_deed_free (EarBookDeed *deed)
{
  g_free (deed->value);
  g_strfreev (deed->names);
  g_clear_pointer (&deed->shares, g_array_unref);
  g_free (deed);
}

static const EarId *
or_null (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

static gboolean
do_deed (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  EarBookDeed *deed = data;

  switch (deed->kind)
    {
    case EAR_BOOK_ADD:
      return ear_theme_add (store, deed->value, or_null (&deed->other), or_null (&deed->sibling), &deed->theme, before, error);
    case EAR_BOOK_SET:
      return ear_theme_set (store, &deed->theme, deed->field, deed->value, before, error);
    case EAR_BOOK_PLACE:
      return ear_theme_place (store, &deed->theme, or_null (&deed->other), deed->place, or_null (&deed->sibling), before, error);
    case EAR_BOOK_MERGE:
      return ear_codebook_merge (store, &deed->theme, &deed->other, before, error);
    case EAR_BOOK_DIVIDE:
      return ear_theme_split (store, &deed->theme, (const char *const *) deed->names,
                              (const EarThemeShare *) (gpointer) deed->shares->data, deed->shares->len, deed->retire, before, error);
    case EAR_BOOK_RETIRE:
      return ear_codebook_retire (store, &deed->theme, before, error);
    case EAR_BOOK_RESTORE:
    default:
      return ear_codebook_restore (store, &deed->theme, before, error);
    }
}

void
ear_book_deed_do (EarWindow *window, EarBookDeed *deed, const char *said, EarDeedEnd end, GObject *object)
{
  ear_deed_run (window, do_deed, deed, (GDestroyNotify) ear_book_deed_free, said, end, object);
}
