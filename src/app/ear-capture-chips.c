/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-capture-chips.h"

#include <glib/gi18n.h>

#include "ear-capture-parser.h"
#include "ear-capture-suggest.h"
#include "ear-feeling.h"
#include "ear-language.h"
#include "ear-theme-finder.h"

struct _EarCaptureChips
{
  AdwBin parent_instance;

  AdwWrapBox *box;
  GPtrArray *shown;    /* GtkWidget, children of box */
  GPtrArray *themes;   /* (nullable) EarTreeRow */
  GPtrArray *speakers; /* (nullable) char * */
  GArray *just_used;   /* (nullable) EarId, of themes */
  gboolean few;        /* suggestions: the likeliest alone */
  char *first;         /* (nullable) the likeliest suggestion */
};

G_DEFINE_FINAL_TYPE (EarCaptureChips, ear_capture_chips, ADW_TYPE_BIN)

static guint taken_signal;

static gboolean
knows_theme (const char *word, gpointer themes)
{
  return ear_theme_find (themes, word) != NULL;
}

static void
add_widget (EarCaptureChips *chips, GtkWidget *widget)
{
  adw_wrap_box_append (chips->box, widget);
  g_ptr_array_add (chips->shown, widget);
}

static void
add_chip (EarCaptureChips *chips, GString *spoken, const char *css_class, const char *name, const char *value)
{
  g_autofree char *text = value == NULL ? g_strdup (name) : g_strdup_printf ("%s: %s", name, value);
  GtkWidget *chip = gtk_label_new (text);

  gtk_widget_add_css_class (chip, "capture-chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (chip), 36);
  add_widget (chips, chip);
  g_string_append_printf (spoken, "%s%s", spoken->len > 0 ? ", " : "", text);
}

static void
show_capture (EarCaptureChips *chips, const EarCapture *capture, GString *spoken)
{
  if (capture->speaker != NULL)
    add_chip (chips, spoken, NULL, _ ("Who"), capture->speaker);
  if (capture->feeling != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", ear_feeling_mark (capture->feeling), ear_feeling_label (capture->feeling));

      add_chip (chips, spoken, ear_feeling_class (capture->feeling), text, NULL);
    }
  if (capture->verbatim)
    add_chip (chips, spoken, NULL, _ ("Exact words"), NULL);
  for (guint i = 0; i < capture->themes->len; i++)
    add_chip (chips, spoken, "theme", _ ("Theme"), ear_theme_find (chips->themes, capture->themes->pdata[i])->name);
  if (capture->original != NULL)
    add_chip (chips, spoken, NULL,
              capture->original_language == NULL ? _ ("Original") : ear_language_name (capture->original_language),
              capture->original);
  if (capture->private_note != NULL)
    add_chip (chips, spoken, "private", _ ("Private note"), capture->private_note);
}

static void
suggestion_cb (GtkButton *button, EarCaptureChips *chips)
{
  /* Taking it makes the chips anew, and the button goes. */
  g_autofree char *word = g_strdup (g_object_get_data (G_OBJECT (button), "word"));

  g_signal_emit (chips, taken_signal, 0, word);
}

static void
add_suggestion (EarCaptureChips *chips, GString *spoken, const EarSuggestion *suggestion)
{
  g_autofree char *text = g_strconcat (chips->first == NULL ? "⇥ " : "", suggestion->label, NULL);
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (child), 30);
  gtk_widget_add_css_class (button, "capture-suggestion");
  gtk_widget_set_focus_on_click (button, FALSE);
  g_object_set_data_full (G_OBJECT (button), "word", g_strdup (suggestion->word), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (suggestion_cb), chips);
  if (chips->first == NULL)
    {
      g_string_append_printf (spoken, _ ("%sTab takes %s"), spoken->len > 0 ? ", " : "", suggestion->label);
      chips->first = g_strdup (suggestion->word);
    }
  add_widget (chips, button);
}

static void
suggest (EarCaptureChips *chips, const char *text, gsize cursor, GString *spoken)
{
  g_autoptr (GPtrArray) suggestions = NULL;
  g_autofree char *typed = NULL;
  EarCaptureToken token;
  gboolean known;

  if (!ear_capture_token_at (text, cursor, &token))
    return;
  typed = g_strndup (text + token.start + 1, token.end - token.start - 1);
  suggestions = token.sign == '#' ? ear_suggest_themes (chips->themes, chips->just_used, typed, &known)
                                  : ear_suggest_speakers (chips->speakers, typed, &known);
  for (guint i = 0; i < (chips->few ? MIN (suggestions->len, 1) : suggestions->len); i++)
    add_suggestion (chips, spoken, suggestions->pdata[i]);
  if (token.sign == '#' && !known && suggestions->len == 0 && *typed != '\0')
    add_chip (chips, spoken, "unknown", _ ("No such theme, kept as words"), typed);
}

static void
ear_capture_chips_finalize (GObject *object)
{
  EarCaptureChips *chips = EAR_CAPTURE_CHIPS (object);

  g_clear_pointer (&chips->themes, g_ptr_array_unref);
  g_clear_pointer (&chips->speakers, g_ptr_array_unref);
  g_clear_pointer (&chips->just_used, g_array_unref);
  g_clear_pointer (&chips->shown, g_ptr_array_unref);
  g_free (chips->first);
  G_OBJECT_CLASS (ear_capture_chips_parent_class)->finalize (object);
}

static void
ear_capture_chips_class_init (EarCaptureChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_capture_chips_finalize;
  taken_signal = g_signal_new ("taken", EAR_TYPE_CAPTURE_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
}

static void
ear_capture_chips_init (EarCaptureChips *chips)
{
  chips->shown = g_ptr_array_new ();
  chips->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (chips->box, 6);
  adw_wrap_box_set_line_spacing (chips->box, 4);
  adw_bin_set_child (ADW_BIN (chips), GTK_WIDGET (chips->box));
}

/**
 * ear_capture_chips_set_themes:
 * @themes: (nullable) (element-type EarTreeRow): what # offers
 */
void
ear_capture_chips_set_themes (EarCaptureChips *chips, GPtrArray *themes)
{
  g_clear_pointer (&chips->themes, g_ptr_array_unref);
  chips->themes = themes == NULL ? NULL : g_ptr_array_ref (themes);
}

/**
 * ear_capture_chips_set_speakers:
 * @speakers: (nullable) (element-type utf8): what @ offers
 */
void
ear_capture_chips_set_speakers (EarCaptureChips *chips, GPtrArray *speakers)
{
  g_clear_pointer (&chips->speakers, g_ptr_array_unref);
  chips->speakers = speakers == NULL ? NULL : g_ptr_array_ref (speakers);
}

/**
 * ear_capture_chips_set_just_used:
 * @themes: (element-type EarId): what # offers before others, the latest first
 */
void
ear_capture_chips_set_just_used (EarCaptureChips *chips, GArray *themes)
{
  g_array_ref (themes);
  g_clear_pointer (&chips->just_used, g_array_unref);
  chips->just_used = themes;
}

/**
 * ear_capture_chips_set_few:
 * @few: whether the likeliest word alone is offered, from the next one on that is shown
 */
void
ear_capture_chips_set_few (EarCaptureChips *chips, gboolean few)
{
  chips->few = few;
}

/**
 * ear_capture_chips_show:
 * @cursor: where it stands in @text, in bytes
 * @has_words: (out): whether @text holds something that was said
 *
 * Returns: (transfer full): the same in words, for those who cannot see the chips.
 */
char *
ear_capture_chips_show (EarCaptureChips *chips, const char *text, gsize cursor, gboolean *has_words)
{
  g_autoptr (GString) spoken = g_string_new (NULL);
  g_auto (EarCapture) capture = { 0 };

  for (guint i = 0; i < chips->shown->len; i++)
    adw_wrap_box_remove (chips->box, chips->shown->pdata[i]);
  g_ptr_array_set_size (chips->shown, 0);
  g_clear_pointer (&chips->first, g_free);

  ear_capture_parse (text, knows_theme, chips->themes, &capture);
  show_capture (chips, &capture, spoken);
  suggest (chips, text, cursor, spoken);
  *has_words = ear_capture_has_words (&capture);
  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

gboolean
ear_capture_chips_is_empty (EarCaptureChips *chips)
{
  return chips->shown->len == 0;
}

/**
 * ear_capture_chips_get_first:
 *
 * Returns: (transfer none) (nullable): the suggestion that Tab takes.
 */
const char *
ear_capture_chips_get_first (EarCaptureChips *chips)
{
  return chips->first;
}
