/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a Community Assembly's voices: to which item of the agenda each was said and as what it is kept, shown in the list and
 * changed there. */
#include "ear-session-page-private.h"

#include <glib/gi18n.h>

#include "ear-assembly-work.h"
#include "ear-desk-work.h"
#include "ear-terms.h"
#include "ear-voice-item.h"
#include "ear-window.h"

/* Where a voice stands in the Assembly. */
typedef struct
{
  const EarAssemblyItem *item;
  guint number; /* on the agenda, from 1 */
  const char *stance; /* (nullable) */
} Place;

static GHashTable *
find_places (const EarAssembly *assembly)
{
  GHashTable *places = g_hash_table_new_full (ear_id_hash, ear_id_equal, NULL, g_free);

  for (guint i = 0; i < assembly->items->len; i++)
    {
      const EarAssemblyItem *item = assembly->items->pdata[i];

      for (guint k = 0; k < item->inputs->len; k++)
        {
          const EarAssemblyInput *input = item->inputs->pdata[k];
          Place *place = g_new0 (Place, 1);

          *place = (Place) { item, i + 1, input->stance };
          g_hash_table_insert (places, (gpointer) &input->voice->id, place);
        }
    }
  return places;
}

static char *
describe (const Place *place)
{
  const char *stance = place == NULL || place->stance == NULL ? NULL : ear_term_label (EAR_TERMS_STANCE, place->stance);
  g_autofree char *item = NULL;

  if (place == NULL || ear_id_is_none (&place->item->id))
    return NULL;
  /* Translators: a number on the agenda. */
  item = place->item->is_removed ? g_strdup (_ ("Item taken off the agenda")) : g_strdup_printf (_ ("Item %u"), place->number);
  return stance == NULL ? g_steal_pointer (&item) : g_strdup_printf ("%s · %s", stance, item);
}

/**
 * ear_session_page_stance_update:
 *
 * Says of each voice in the list where in the Assembly it stands. Called when either of the two was read.
 */
void
ear_session_page_stance_update (EarSessionPage *page)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->voices));
  g_autoptr (GHashTable) places = NULL;

  if (page->assembly == NULL)
    return;
  places = find_places (page->assembly);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->voices), i);
      g_autofree char *kept = describe (g_hash_table_lookup (places, &ear_voice_item_get_voice (item)->id));

      ear_voice_item_set_kept (item, kept);
    }
}

typedef struct
{
  EarId voice, item;
  const char *stance; /* (nullable) */
} Saying;

static gboolean
do_say (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  const Saying *saying = data;

  return ear_assembly_say (store, &saying->voice, &saying->item, saying->stance, before, error);
}

static void
say (EarSessionPage *page, const Saying *saying, const char *said)
{
  ear_deed_run (ear_window_of (GTK_WIDGET (page)), do_say, g_memdup2 (saying, sizeof *saying), g_free, said, NULL, NULL);
}

/* Where the voice stands now. What was said to no item goes to the one that is spoken about. FALSE where there is none, either. */
static gboolean
find_saying (EarSessionPage *page, const EarId *voice, Saying *saying)
{
  g_autoptr (GHashTable) places = find_places (page->assembly);
  const Place *place = g_hash_table_lookup (places, voice);

  *saying = (Saying) { .voice = *voice, .item = place == NULL ? EAR_ID_NONE : place->item->id };
  if (place != NULL && place->stance != NULL)
    saying->stance = EAR_TERMS_STANCE[MAX (ear_term_index (EAR_TERMS_STANCE, place->stance), 0)];
  if (ear_id_is_none (&saying->item))
    saying->item = ear_session_page_agenda_item (page);
  return !ear_id_is_none (&saying->item);
}

/**
 * ear_session_page_stance_keep:
 * @stance: 0: an input like others; else the number of a word of EAR_TERMS_STANCE, from 1
 *
 * Keeps a voice as that, with an undo.
 */
void
ear_session_page_stance_keep (EarSessionPage *page, const EarId *voice, guint stance)
{
  g_autofree char *said = NULL;
  Saying saying;

  if (page->assembly == NULL || !find_saying (page, voice, &saying))
    return;
  saying.stance = stance == 0 ? NULL : EAR_TERMS_STANCE[stance - 1];
  said = stance == 0 ? g_strdup (_ ("Kept as an input like others"))
                     : g_strdup_printf (_ ("Kept as: %s"), ear_term_label (EAR_TERMS_STANCE, saying.stance));
  say (page, &saying, said);
}

static void
keep_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);
  EarVoiceItem *item = ear_session_page_list_voice (page);

  if (item != NULL)
    ear_session_page_stance_keep (page, &ear_voice_item_get_voice (item)->id, (guint) g_variant_get_int32 (parameter));
}

static void
here_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);
  EarVoiceItem *item = ear_session_page_list_voice (page);
  EarId here = ear_session_page_agenda_item (page);
  Saying saying;

  if (item == NULL || page->assembly == NULL || ear_id_is_none (&here)
      || !find_saying (page, &ear_voice_item_get_voice (item)->id, &saying))
    return;
  saying.item = here;
  say (page, &saying, _ ("Said to the item that you are speaking about"));
}

void
ear_session_page_stance_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "agenda.keep", "i", keep_action);
  gtk_widget_class_install_action (klass, "agenda.say-here", NULL, here_action);
}
