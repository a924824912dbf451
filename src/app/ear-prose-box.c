/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-prose-box.h"

#define LEAST_HEIGHT 44

struct _EarProseBox
{
  GtkBox parent_instance;

  GtkWidget *title, *view, *hint;
  GtkWidget *measure; /* unseen, with the same words: a text view says how high it was, not how high it would be */
};

G_DEFINE_FINAL_TYPE (EarProseBox, ear_prose_box, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_HINT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
changed_cb (EarProseBox *box)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (box->view));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gtk_label_set_text (GTK_LABEL (box->measure), text);
  gtk_widget_set_visible (box->hint, *text == '\0');
}

static void
ear_prose_box_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarProseBox *box = EAR_PROSE_BOX (object);

  if (property == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_text (GTK_LABEL (box->title)));
  else if (property == PROP_HINT)
    g_value_set_string (value, gtk_label_get_text (GTK_LABEL (box->hint)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_prose_box_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarProseBox *box = EAR_PROSE_BOX (object);

  if (property == PROP_TITLE)
    {
      gtk_label_set_text (GTK_LABEL (box->title), g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (box->view), GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
    }
  else if (property == PROP_HINT)
    {
      gtk_label_set_text (GTK_LABEL (box->hint), g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (box->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, g_value_get_string (value),
                                      -1);
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ear_prose_box_class_init (EarProseBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_prose_box_get_property;
  object_class->set_property = ear_prose_box_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GtkWidget *
new_overlay_label (GtkOverlay *overlay)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "memo");
  gtk_overlay_add_overlay (overlay, label);
  gtk_overlay_set_measure_overlay (overlay, label, TRUE);
  return label;
}

static void
ear_prose_box_init (EarProseBox *box)
{
  GtkWidget *overlay = gtk_overlay_new (), *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (box), 4);
  box->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (box->title), 0);
  gtk_widget_add_css_class (box->title, "caption-heading");
  box->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (box->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (box->view), FALSE);
  gtk_widget_add_css_class (box->view, "memo");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (box->view)), "changed", G_CALLBACK (changed_cb), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box->view);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request (overlay, -1, LEAST_HEIGHT);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  box->hint = new_overlay_label (GTK_OVERLAY (overlay));
  gtk_widget_add_css_class (box->hint, "dim-label");
  box->measure = new_overlay_label (GTK_OVERLAY (overlay));
  gtk_widget_set_opacity (box->measure, 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (box->measure), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), box->title);
  gtk_box_append (GTK_BOX (box), overlay);
}

GtkWidget *
ear_prose_box_get_view (EarProseBox *box)
{
  return box->view;
}
