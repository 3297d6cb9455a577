from setuptools import setup
setup(
    name='thing', version="1.0",
    install_requires=['alpha == 1.0.1', "beta-gamma==1.2", 'delta==2.2.0;python_version<"3.6"', "a%s==1" % x,
                      'dotted.name==1', "extra[a]==3.0", 'open>=2', "word==latest"],
)
assert kind == "wheel"
