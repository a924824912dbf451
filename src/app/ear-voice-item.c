/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-item.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "ear-feeling.h"
#include "ear-terms.h"

struct _EarVoiceItem
{
  GObject parent_instance;

  EarVoice *voice; /* NULL until it is read */
  GRefString *search; /* (nullable) shared by all that were found with it */
  char *kept;         /* (nullable) of an Assembly: to which item it was said, and as what */
  gboolean original_shown;
  GPtrArray *codings; /* (nullable) EarCodingRow */
};

G_DEFINE_FINAL_TYPE (EarVoiceItem, ear_voice_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
append_part (GString *line, const char *separator, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, separator);
  g_string_append (line, part);
}

/* "a; b; c" as insight gives it, for reading: "a, b, c". */
static char *
spell_list (const char *names)
{
  g_auto (GStrv) each = names == NULL ? NULL : g_strsplit (names, "; ", -1);

  return each == NULL ? NULL : g_strjoinv (", ", each);
}

/* Whether the last character but quotation marks ends a sentence, in whichever script. */
static gboolean
ends_sentence (const char *text)
{
  const char *c = text + strlen (text);

  while ((c = g_utf8_find_prev_char (text, c)) != NULL)
    {
      gunichar last = g_utf8_get_char (c);

      if (last != 0x201d && last != '"')
        return last == '.' || last == '!' || last == '?' || last == 0x0964 || last == 0x061f;
    }
  return FALSE;
}

static void
append_sentence (GString *text, const char *topic, const char *value)
{
  g_autofree char *sentence = NULL;

  if (value == NULL || value[0] == '\0')
    return;
  sentence = topic == NULL ? g_strdup (value) : g_strdup_printf ("%s: %s", topic, value);
  append_part (text, " ", sentence);
  if (!ends_sentence (sentence))
    g_string_append_c (text, '.');
}

static void
ear_voice_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarVoiceItem *item = EAR_VOICE_ITEM (object);

  if (property == PROP_READY)
    g_value_set_boolean (value, item->voice != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_voice_item_finalize (GObject *object)
{
  EarVoiceItem *item = EAR_VOICE_ITEM (object);

  ear_voice_free (item->voice);
  g_clear_pointer (&item->search, g_ref_string_release);
  g_free (item->kept);
  g_clear_pointer (&item->codings, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_voice_item_parent_class)->finalize (object);
}

static void
ear_voice_item_class_init (EarVoiceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_voice_item_get_property;
  object_class->finalize = ear_voice_item_finalize;

  /**
   * EarVoiceItem:ready:
   *
   * Whether the voice is there. Notified each time something else is told of it, too.
   */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_voice_item_init (EarVoiceItem *item G_GNUC_UNUSED)
{
}

/**
 * ear_voice_item_new:
 * @voice: (transfer full) (nullable): the voice; %NULL while it is still being read
 *
 * Returns: (transfer full): the item. Main thread, like all of its functions.
 */
EarVoiceItem *
ear_voice_item_new (EarVoice *voice)
{
  EarVoiceItem *item = g_object_new (EAR_TYPE_VOICE_ITEM, NULL);

  item->voice = voice;
  return item;
}

/**
 * ear_voice_item_get_voice:
 *
 * Returns: (transfer none) (nullable): the voice, owned by @item; %NULL while it is being read.
 */
const EarVoice *
ear_voice_item_get_voice (EarVoiceItem *item)
{
  g_return_val_if_fail (EAR_IS_VOICE_ITEM (item), NULL);
  return item->voice;
}

/**
 * ear_voice_item_take_voice:
 * @voice: (transfer full): the voice that was read
 *
 * Fills a placeholder, or replaces what it holds. Rows that show it follow.
 */
void
ear_voice_item_take_voice (EarVoiceItem *item, EarVoice *voice)
{
  g_return_if_fail (EAR_IS_VOICE_ITEM (item));
  ear_voice_free (item->voice);
  item->voice = voice;
  g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_READY]);
}

void
ear_voice_item_set_search (EarVoiceItem *item, GRefString *search)
{
  GRefString *taken = search == NULL ? NULL : g_ref_string_acquire (search);

  g_clear_pointer (&item->search, g_ref_string_release);
  item->search = taken;
}

const char *
ear_voice_item_get_search (EarVoiceItem *item)
{
  return item->search;
}

/**
 * ear_voice_item_set_kept:
 * @kept: (nullable): to which item of an Assembly it was said and as what, in a few words
 *
 * Rows that show it follow.
 */
void
ear_voice_item_set_kept (EarVoiceItem *item, const char *kept)
{
  if (!g_set_str (&item->kept, kept))
    return;
  g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_READY]);
}

/**
 * ear_voice_item_set_codings:
 * @codings: (element-type EarCodingRow) (nullable): kept; what lanes show of the voice that is taken next
 */
void
ear_voice_item_set_codings (EarVoiceItem *item, GPtrArray *codings)
{
  GPtrArray *taken = codings == NULL ? NULL : g_ptr_array_ref (codings);

  g_clear_pointer (&item->codings, g_ptr_array_unref);
  item->codings = taken;
}

GPtrArray *
ear_voice_item_get_codings (EarVoiceItem *item)
{
  return item->codings;
}

/**
 * ear_voice_item_get_original_shown:
 *
 * Returns: whether a person unfolded the original, so that it stays so when the row scrolls away and back.
 */
gboolean
ear_voice_item_get_original_shown (EarVoiceItem *item)
{
  return item->original_shown;
}

void
ear_voice_item_set_original_shown (EarVoiceItem *item, gboolean shown)
{
  item->original_shown = shown;
}

/**
 * ear_voice_item_get_words:
 *
 * Returns: (transfer full): what is shown large: the text, else the original while there is no translation, else
 *   why there are no words. Exact words stand in quotation marks.
 */
char *
ear_voice_item_get_words (EarVoiceItem *item)
{
  const EarVoice *voice = item->voice;
  const char *words = voice == NULL ? "…" : voice->text != NULL ? voice->text : voice->original;

  if (words == NULL)
    return g_strdup (_ ("Counted only: the words are not kept here"));
  if (voice != NULL && voice->verbatim)
    return g_strdup_printf (_ ("“%s”"), words);
  return g_strdup (words);
}

/**
 * ear_moment_format:
 * @moment: (nullable): YYYY-MM-DD, with or without a time
 *
 * Returns: (transfer full) (nullable): the day as this locale writes it; @moment itself where it is no day.
 */
char *
ear_moment_format (const char *moment)
{
  int year, month, day;
  g_autoptr (GDateTime) when = NULL;

  if (moment == NULL || sscanf (moment, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (moment);
  when = g_date_time_new_local (year, month, day, 12, 0, 0);
  /* Translators: a day, such as 12 Nov 2026. */
  return when == NULL ? g_strdup (moment) : g_date_time_format (when, _ ("%-e %b %Y"));
}

/**
 * ear_voice_item_get_origin:
 *
 * Returns: (transfer full): who said it, where and when, in one quiet line, and what must not be done with it.
 */
char *
ear_voice_item_get_origin (EarVoiceItem *item)
{
  const EarVoice *voice = item->voice;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *groups = NULL;
  g_autofree char *day = NULL;

  if (voice == NULL)
    return g_strdup ("");
  groups = spell_list (voice->groups);
  day = ear_moment_format (voice->happened);
  append_part (line, " · ", item->kept);
  append_part (line, " · ", voice->speaker);
  append_part (line, " · ", groups);
  append_part (line, " · ", voice->place);
  append_part (line, " · ", day);
  if (g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) != 0
      && g_strcmp0 (voice->permission, EAR_PERMISSION_UNSAID) != 0)
    append_part (line, " · ", ear_term_label (EAR_TERMS_PERMISSION, voice->permission));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * ear_voice_permission_words:
 *
 * Returns: (transfer full): what may be done with the words, and whether that is so only until somebody decides.
 */
char *
ear_voice_permission_words (const EarVoice *voice)
{
  const char *label = ear_term_label (EAR_TERMS_PERMISSION, voice->permission);

  /* Translators: %s is a permission, such as “Internal”; Needs a Look is the page of that name. */
  return voice->is_disputed ? g_strdup_printf (_ ("%s, until it is decided in Needs a Look"), label) : g_strdup (label);
}

/**
 * ear_voice_item_describe:
 *
 * Returns: (transfer full): the whole voice in sentences, for those who hear the screen.
 */
char *
ear_voice_item_describe (EarVoiceItem *item)
{
  const EarVoice *voice = item->voice;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = NULL, *groups = NULL, *themes = NULL, *day = NULL, *permission = NULL;

  if (voice == NULL)
    return g_strdup (_ ("Still reading"));
  words = ear_voice_item_get_words (item);
  groups = spell_list (voice->groups);
  themes = spell_list (voice->themes);
  day = ear_moment_format (voice->happened);
  if (voice->feeling != NULL)
    append_sentence (text, NULL, ear_feeling_label (voice->feeling));
  append_sentence (text, NULL, words);
  append_sentence (text, NULL, item->kept);
  append_sentence (text, _ ("Said by"), voice->speaker);
  append_sentence (text, _ ("Groups"), groups);
  append_sentence (text, _ ("Place"), voice->place);
  append_sentence (text, _ ("Date"), day);
  append_sentence (text, _ ("Themes"), themes);
  permission = ear_voice_permission_words (voice);
  if (g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) != 0)
    append_sentence (text, NULL, permission);
  if (voice->safeguarding)
    append_sentence (text, NULL, _ ("Safeguarding note, on this laptop only"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
