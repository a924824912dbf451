/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-agenda-data.h"

#include <glib/gi18n.h>

#include "ear-assembly-work.h"
#include "ear-desk-work.h"
#include "ear-terms.h"

/**
 * ear_agenda_job:
 * @session: an EarId
 *
 * Returns: (transfer full) (nullable): an EarAssembly, also of a session that is none: then nothing stands on its agenda.
 */
gpointer
ear_agenda_job (EarStore *store, gpointer session, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_assembly_read (store, session, error);
}

typedef struct
{
  EarRecord *record; /* (nullable) what is written */
  EarId item;        /* or which is moved or removed */
  guint to;
  gboolean removes;
  void (*done) (gpointer object);
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_clear_pointer (&deed->record, ear_record_free);
  g_free (deed);
}

static gboolean
do_deed (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  Deed *deed = data;

  if (deed->record == NULL)
    return deed->removes ? ear_assembly_remove (store, EAR_KIND_AGENDA_ITEM, &deed->item, before, error)
                         : ear_assembly_move_item (store, &deed->item, deed->to, before, error);
  return deed->record->kind == EAR_KIND_AGENDA_ITEM ? ear_assembly_put_item (store, deed->record, before, error)
                                                     : ear_assembly_count_support (store, deed->record, before, error);
}

static void
end_deed (gpointer object, gpointer data, gboolean done)
{
  Deed *deed = data;

  if (done && deed->done != NULL)
    deed->done (object);
}

static void
run_record (EarWindow *window, EarRecord *record, const char *said, GObject *object, void (*done) (gpointer object))
{
  Deed *deed = g_new0 (Deed, 1);

  deed->record = record;
  deed->done = done;
  ear_deed_run (window, do_deed, deed, deed_free, said, end_deed, object);
}

void
ear_agenda_put_item (EarWindow *window, EarRecord *item, const char *said, GObject *object, void (*done) (gpointer object))
{
  run_record (window, item, said, object, done);
}

void
ear_agenda_count (EarWindow *window, EarRecord *support, GObject *object, void (*done) (gpointer object))
{
  run_record (window, support, _ ("Support counted"), object, done);
}

/**
 * ear_agenda_move_item:
 * @to: where it is to stand, from 0
 */
void
ear_agenda_move_item (EarWindow *window, const EarId *item, guint to)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->item = *item;
  deed->to = to;
  ear_deed_run (window, do_deed, deed, deed_free, _ ("Item moved"), end_deed, G_OBJECT (window));
}

void
ear_agenda_remove_item (EarWindow *window, const EarId *item)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->item = *item;
  deed->removes = TRUE;
  ear_deed_run (window, do_deed, deed, deed_free, _ ("Item taken off the agenda"), end_deed, G_OBJECT (window));
}

/**
 * ear_agenda_support_words:
 *
 * Returns: (transfer full): what all tables say of an item together, a line for each method; the empty string where nothing was
 *   counted.
 */
char *
ear_agenda_support_words (const EarAssemblyItem *item)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint m = 0; EAR_TERMS_METHOD[m] != NULL; m++)
    {
      EarAssemblySupport sum = { .method = (char *) EAR_TERMS_METHOD[m] };
      g_autofree char *numbers = NULL;
      EarSupportTotal total;

      if (!ear_support_total (item, EAR_TERMS_METHOD[m], &total))
        continue;
      memcpy (sum.numbers, total.numbers, sizeof sum.numbers);
      numbers = ear_support_text (&sum);
      g_string_append_printf (words, "%s%s", words->len == 0 ? "" : "\n", numbers);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * ear_agenda_count_live:
 *
 * Returns: how many items stand on the agenda: the first of the list.
 */
guint
ear_agenda_count_live (const EarAssembly *assembly)
{
  guint n = 0;

  while (assembly != NULL && n < assembly->items->len)
    {
      const EarAssemblyItem *item = assembly->items->pdata[n];

      if (item->is_removed || ear_id_is_none (&item->id))
        break;
      n++;
    }
  return n;
}
